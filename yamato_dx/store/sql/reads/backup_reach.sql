-- One row: the last revision, how many of the reports $batch_ids there are, and the newest report's
-- number; NULL where there is none. Of a record of any schema.
SELECT
    (SELECT coalesce(max(last_revision), 0)::BIGINT FROM revision) AS revision,
    (SELECT count(*) FROM batch WHERE list_contains($batch_ids::VARCHAR[], batch_id)) AS held_count,
    (SELECT batch_id FROM batch ORDER BY revision DESC LIMIT 1) AS last_report
