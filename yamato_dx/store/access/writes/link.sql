-- One row: a link handed out.
INSERT INTO link (
    link_id, token_hash, kind, login_name, round_key, section, made_by, made_at, expires_at,
    revoked_at, used_at
)
VALUES (
    :link_id, :token_hash, :kind, :login_name, :round_key, :section, :made_by, :moment, :expires_at,
    NULL, NULL
)
