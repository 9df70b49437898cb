"""What the store promises, whatever engine keeps the ledger: its calls, tables, acts, refusals."""
