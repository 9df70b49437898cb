"""Actuals as they stand → one figure per KPI and fiscal year."""
