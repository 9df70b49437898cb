-- One row: the last revision recorded by $moment; 0 before the first.
SELECT coalesce(max(last_revision), 0)::BIGINT AS revision
FROM revision
WHERE recorded_at <= $moment
