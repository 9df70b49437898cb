"""What one cell says: value, unit, period, KPI, status."""
