-- One row: the last revision and its moment; 0 and NULL in an empty record.
SELECT coalesce(max(last_revision), 0)::BIGINT AS revision, max(recorded_at) AS recorded_at
FROM revision
