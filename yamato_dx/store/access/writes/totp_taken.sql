-- One row where no code of that step or a later one was taken before; else none.
UPDATE account SET totp_step = :step
WHERE login_name = :login_name AND (totp_step IS NULL OR totp_step < :step)
