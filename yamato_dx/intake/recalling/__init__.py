"""What was said of a sheet, found again in the next file of its form."""
