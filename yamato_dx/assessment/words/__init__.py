"""The evidence in words: figures, units, formulas, sources of one row."""
