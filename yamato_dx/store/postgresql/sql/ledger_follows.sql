-- One row: as `ledger_head`, and whether an act ended with revision %(revision)s at its moment.
SELECT
    coalesce(max(last_revision), 0) AS revision,
    max(recorded_at) AS recorded_at,
    clock_timestamp() AS moment,
    %(revision)s = 0
    OR EXISTS (
        SELECT 1 FROM revision
        WHERE last_revision = %(revision)s AND recorded_at = %(recorded_at)s
    ) AS is_followed
FROM revision
WHERE last_revision = (SELECT max(last_revision) FROM revision)
