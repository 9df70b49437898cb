-- One row: the secret that was offered is in force, its first code taken.
UPDATE account
SET totp_secret = totp_offered, totp_offered = NULL, totp_step = :step, changed_at = :moment
WHERE login_name = :login_name AND totp_offered = :secret
