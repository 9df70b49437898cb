-- One row per file whose bytes were removed by $as_of_revision, the newest first.
SELECT
    removal.sha256, file.file_name, removal.reason, removal.actor_name, removal.actor_role,
    removal.actor_section, removal.actor_known_by, removal.actor_address, removal.recorded_at,
    removal.revision
FROM removal
JOIN file USING (sha256)
WHERE removal.revision <= $as_of_revision
ORDER BY removal.revision DESC
