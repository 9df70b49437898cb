-- One row per act by $as_of_revision, newest first.
SELECT
    act, subject, actor_name, actor_role, actor_section, actor_known_by, actor_address,
    detail, recorded_at, revision
FROM audit_event
WHERE revision <= $as_of_revision
ORDER BY revision DESC
