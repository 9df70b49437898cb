"""A report as one: a file, or the cells of the page, and what the reader answered."""
