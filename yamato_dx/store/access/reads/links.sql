-- One row per link of a kind, the newest first.
SELECT link_id, kind, login_name, round_key, section, made_by, made_at, expires_at, revoked_at, used_at
FROM link WHERE kind = :kind ORDER BY made_at DESC, link_id
