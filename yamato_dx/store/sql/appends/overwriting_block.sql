-- One row: $bytes, which nothing makes shorter.
INSERT INTO overwriting VALUES ($bytes)
