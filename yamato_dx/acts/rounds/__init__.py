"""照会: opened, moved, reminded of, closed."""
