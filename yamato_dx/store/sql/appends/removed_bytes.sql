-- One row per file whose bytes are removed: they go. DuckDB keeps small columns together in a block,
-- and the block as it is unless all of them change: so do all others, until `removed_bytes_named`.
UPDATE file
SET
    bytes = ''::BLOB, sha256 = sha256 || 'x', file_name = file_name || 'x',
    received_at = received_at + INTERVAL 1 DAY, revision = -revision
WHERE sha256 IN (SELECT sha256 FROM removal)
