-- One row per thing said of $kind by $as_of_revision, oldest first; of $entry_key alone unless
-- it is NULL. is_withdrawn: its report no longer stood.
SELECT
    concat_ws('/', plan_id, entry_key) AS entry_key,
    document, batch_id, actor_name, recorded_at, revision,
    coalesce(
        batch_id IN (FROM fallen_at($as_of_revision)),
        FALSE
    ) AS is_withdrawn
FROM entry
WHERE
    kind = $kind
    AND ($entry_key IS NULL OR concat_ws('/', plan_id, entry_key) = $entry_key)
    AND revision <= $as_of_revision
ORDER BY revision
