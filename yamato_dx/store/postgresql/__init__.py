"""The ledger in PostgreSQL, which several processes share. Nothing here is imported without it."""
