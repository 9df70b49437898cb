-- One row per key of $kind of which another thing, or nothing, holds at $as_of_revision than
-- held at $previewed_at: what holds and what held (NULL: nothing), who said the last of it when.
WITH now_standing AS (
    SELECT concat_ws('/', plan_id, entry_key) AS entry_key, document, revision
    FROM entry_standing_at($as_of_revision)
    WHERE kind = $kind
),

seen AS (
    SELECT concat_ws('/', plan_id, entry_key) AS entry_key, document, revision
    FROM entry_standing_at($previewed_at)
    WHERE kind = $kind
),

last_said AS (
    SELECT concat_ws('/', plan_id, entry_key) AS entry_key, actor_name, recorded_at, revision
    FROM entry
    WHERE kind = $kind AND revision <= $as_of_revision
    QUALIFY row_number() OVER (PARTITION BY plan_id, entry.entry_key ORDER BY revision DESC) = 1
)

SELECT
    entry_key,
    now_standing.document,
    seen.document AS before_document,
    last_said.actor_name,
    last_said.recorded_at
FROM now_standing
FULL JOIN seen USING (entry_key)
JOIN last_said USING (entry_key)
WHERE now_standing.revision IS DISTINCT FROM seen.revision
ORDER BY last_said.revision, entry_key
