-- One row per thing said of $kind in report $batch_id, in the order sent.
SELECT
    concat_ws('/', plan_id, entry_key) AS entry_key,
    document, batch_id, actor_name, recorded_at, revision
FROM entry
WHERE batch_id = $batch_id AND kind = $kind
ORDER BY revision
