-- One row: a file of an unfinished entry.
INSERT INTO draft_file (draft_key, sha256, bytes) VALUES ($draft_key, $sha256, $bytes)
