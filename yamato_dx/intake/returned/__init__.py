"""A file as it was received, with a column that says what is to be mended in each row."""
