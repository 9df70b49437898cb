-- One row: somebody did something in that session.
UPDATE session SET active_at = :moment
WHERE token_hash = :token_hash AND ended_at IS NULL AND active_at < :moment
