-- One row per key of one of $kinds that held at $as_of_revision, as if $without_batch_id had never
-- been received. A key of a plan begins with the plan's id and a stroke.
SELECT
    kind, concat_ws('/', plan_id, entry_key) AS entry_key,
    document, batch_id, actor_name, recorded_at, revision
FROM entry_standing_at($as_of_revision, without_batch_id := $without_batch_id)
WHERE list_contains($kinds, kind)
ORDER BY kind, entry_key
