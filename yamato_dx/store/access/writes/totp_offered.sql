-- One row: a secret that waits for its first code; none while another is in force.
UPDATE account SET totp_offered = :secret
WHERE login_name = :login_name AND totp_secret IS NULL
