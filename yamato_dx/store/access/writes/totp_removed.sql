-- One row: the account has no second factor any more.
UPDATE account SET totp_secret = NULL, totp_offered = NULL, totp_step = NULL, changed_at = :moment
WHERE login_name = :login_name
