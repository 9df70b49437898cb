"""A plan as data: types, reading a plan folder, checking it."""
