-- One row: the end of the last act by $revision. Within an act, nothing of it is seen.
SELECT coalesce(max(last_revision), 0)::BIGINT AS revision
FROM revision
WHERE last_revision <= $revision
