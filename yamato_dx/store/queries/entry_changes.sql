-- One row per key of $kind of which another thing, or nothing, holds at $as_of_revision than
-- held at $previewed_at.
WITH now_standing AS (
    SELECT entry_key, revision FROM entry_standing_at($as_of_revision) WHERE kind = $kind
),

seen AS (SELECT entry_key, revision FROM entry_standing_at($previewed_at) WHERE kind = $kind)

SELECT entry_key
FROM now_standing
FULL JOIN seen USING (entry_key)
WHERE now_standing.revision IS DISTINCT FROM seen.revision
ORDER BY entry_key
