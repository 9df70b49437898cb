"""Workbooks that are no table of figures: forms to fill in, the plan."""
