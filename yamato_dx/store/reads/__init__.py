"""What the record answers: one module per noun, one method per question, in DuckDB's SQL."""
