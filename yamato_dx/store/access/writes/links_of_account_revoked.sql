-- One row per unused link of that account.
UPDATE link SET revoked_at = :moment
WHERE login_name = :login_name AND used_at IS NULL AND revoked_at IS NULL
