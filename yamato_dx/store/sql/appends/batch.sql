-- One row: a report.
INSERT INTO batch (
    batch_id, fiscal_year, running_no, kind, file_name, sha256,
    actor_name, actor_role, actor_section, actor_known_by, actor_address, note,
    row_count, new_count, changed_count, unchanged_count, replaces, recorded_at, revision
)
VALUES (
    $batch_id, $fiscal_year, $running_no, $kind, $file_name, $sha256,
    $actor_name, $actor_role, $actor_section, $actor_known_by, $actor_address, $note,
    $row_count, $new_count, $changed_count, $unchanged_count, $replaces, $recorded_at, $revision
)
