"""人口推移: series, charts, tables and what sending a file would change."""
