"""The record: append-only, in one DuckDB file. The only room that knows DuckDB.

Frames, bytes and plain values cross its boundary, no DuckDB type. Reads are methods of
`Record`; the writes in `ledger`, `copying` are called from `acts/` only.
"""
