"""Frames → CSV, Parquet, JSON, xlsx; the columns that all formats share."""
