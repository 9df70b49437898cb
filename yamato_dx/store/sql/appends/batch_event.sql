-- One row: a step of a report.
INSERT INTO batch_event (
    batch_id, event, actor_name, actor_role, actor_section, actor_known_by, actor_address,
    reason, replaced_by, recorded_at, revision
)
VALUES (
    $batch_id, $event, $actor_name, $actor_role, $actor_section, $actor_known_by, $actor_address,
    $reason, $replaced_by, $recorded_at, $revision
)
