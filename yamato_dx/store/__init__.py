"""The record: a ledger that only grows, and what is read from it. The only room that knows DuckDB.

Frames, bytes and plain values cross its boundary, no DuckDB type, no name of a query or a table.
What any engine of the ledger promises is in `promise/`; today's is one DuckDB file (`file`). Reads
(`reads`) are methods of `Record` and DuckDB's alone; the writes in `ledger`, `receiving`,
`entries`, `drafts` are called from `acts/` only.
"""
