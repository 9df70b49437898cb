-- One row: a file beside an unfinished entry.
INSERT INTO draft_file (draft_key, sha256, bytes) VALUES (%(draft_key)s, %(sha256)s, %(bytes)s)
