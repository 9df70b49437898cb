-- One row: an act.
INSERT INTO audit_event (
    act, subject, actor_name, actor_role, actor_section, actor_known_by, actor_address,
    detail, recorded_at, revision
)
VALUES (
    $act, $subject, $actor_name, $actor_role, $actor_section, $actor_known_by, $actor_address,
    $detail, $recorded_at, $revision
)
