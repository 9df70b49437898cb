-- One row per session of an account that nothing has ended, the newest first.
SELECT
    s.token_hash, s.login_name, s.link_id, s.known_by, s.address, s.browser, s.begun_at, s.active_at,
    a.display_name, a.role, a.sections, l.round_key, l.section, l.expires_at
FROM session s
LEFT JOIN account a ON a.login_name = s.login_name AND a.disabled_at IS NULL
LEFT JOIN link l ON l.link_id = s.link_id AND l.revoked_at IS NULL
WHERE s.ended_at IS NULL AND (a.login_name IS NOT NULL OR l.link_id IS NOT NULL)
    AND s.login_name = :login_name
ORDER BY s.begun_at DESC
