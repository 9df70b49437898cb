"""Where things stand in a file, and its rows that were not sent."""
