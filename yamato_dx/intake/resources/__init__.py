"""Money and hours of an initiative, read from tables."""
