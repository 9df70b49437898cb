-- One row per kind of entry of which anything was said by $as_of_revision (told: entry), with the
-- last revision at which something was; and the last at which a report fell (told: fall) and at
-- which a data set was loaded (told: load), of no kind; 0: none.
SELECT 'entry' AS told, kind, max(revision) AS revision
FROM entry
WHERE revision <= $as_of_revision
GROUP BY kind
UNION ALL
SELECT 'fall', '', coalesce(max(revision), 0)
FROM batch_event
WHERE event IN ('withdrawn', 'returned') AND revision <= $as_of_revision
UNION ALL
SELECT 'load', '', coalesce(max(revision), 0)
FROM dataset_load
WHERE revision <= $as_of_revision
