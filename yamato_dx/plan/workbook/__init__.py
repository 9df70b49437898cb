"""A plan as sheets: cells, grids, placing, reading back."""
