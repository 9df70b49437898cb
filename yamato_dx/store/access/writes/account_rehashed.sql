-- One row: the same password under newer parameters.
UPDATE account SET password_hash = :password_hash
WHERE login_name = :login_name AND password_hash = :known_hash
