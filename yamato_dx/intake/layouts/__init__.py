"""How a table is laid out: one module per layout, and its headings."""
