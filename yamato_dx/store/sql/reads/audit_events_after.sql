-- One row per act after $after, in their order.
SELECT
    act, subject, actor_name, actor_role, actor_section, actor_known_by, actor_address,
    detail, recorded_at, revision
FROM audit_event
WHERE revision > $after
ORDER BY revision
