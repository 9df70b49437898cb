-- One row: that session ends.
UPDATE session SET ended_at = :moment WHERE token_hash = :token_hash AND ended_at IS NULL
