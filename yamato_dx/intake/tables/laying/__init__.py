"""The figures of a table → rows of the long layout, with the cells that each was made of."""
