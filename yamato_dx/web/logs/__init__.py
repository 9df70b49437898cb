"""What the server says of itself: where it goes, how much of it."""
