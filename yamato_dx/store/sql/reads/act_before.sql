-- One row: the end of the last act before $revision; 0 where there is none.
SELECT coalesce(max(last_revision), 0)::BIGINT AS revision
FROM revision
WHERE last_revision < $revision
