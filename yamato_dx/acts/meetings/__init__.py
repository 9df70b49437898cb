"""Acts around a meeting."""
