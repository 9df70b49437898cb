"""Frames → CSV, Parquet, JSON; the columns that all formats share."""
