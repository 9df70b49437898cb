-- One row: a thing said.
INSERT INTO entry (
    kind, entry_key, document, batch_id,
    actor_name, actor_role, actor_section, actor_known_by, actor_address,
    recorded_at, revision
)
VALUES (
    $kind, $entry_key, $document, $batch_id,
    $actor_name, $actor_role, $actor_section, $actor_known_by, $actor_address,
    $recorded_at, $revision
)
