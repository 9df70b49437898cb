"""How fast the dashboard is, always beside a floor that was measured in the same minutes."""
