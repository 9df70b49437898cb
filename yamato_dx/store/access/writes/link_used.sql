-- One row where the link was good; none where it was used, revoked or has expired.
UPDATE link SET used_at = :moment
WHERE token_hash = :token_hash AND used_at IS NULL AND revoked_at IS NULL AND expires_at > :moment
