"""A book → bytes, one module per kind of file."""
