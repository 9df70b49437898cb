-- One row: a new account.
INSERT INTO account (
    login_name, display_name, role, sections, password_hash, totp_secret, totp_offered, totp_step,
    created_at, changed_at, disabled_at, signed_in_at
)
VALUES (
    :login_name, :display_name, :role, :sections, NULL, NULL, NULL, NULL,
    :moment, :moment, NULL, NULL
)
