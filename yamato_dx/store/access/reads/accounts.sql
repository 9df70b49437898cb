-- One row per account.
SELECT
    login_name, display_name, role, sections, password_hash, totp_secret, totp_offered, totp_step,
    created_at, changed_at, disabled_at, signed_in_at
FROM account ORDER BY login_name
