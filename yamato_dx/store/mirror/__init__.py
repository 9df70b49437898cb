"""A record that several processes share: each reads a DuckDB file of its own, which follows it."""
