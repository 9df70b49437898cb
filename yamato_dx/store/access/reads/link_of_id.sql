-- One row: the link of that id, whatever has become of it.
SELECT link_id, kind, login_name, round_key, section, made_by, made_at, expires_at, revoked_at, used_at
FROM link WHERE link_id = :link_id
