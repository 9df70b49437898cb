"""What is kept of how files are read."""
