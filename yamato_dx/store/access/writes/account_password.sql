-- One row: a new password, or none.
UPDATE account SET password_hash = :password_hash, changed_at = :moment
WHERE login_name = :login_name
