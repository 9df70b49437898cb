-- One row: where the ledger ends, its moment, the database's clock, the number of its tables.
SELECT
    coalesce(max(last_revision), 0) AS revision,
    max(recorded_at) AS recorded_at,
    clock_timestamp() AS moment,
    (SELECT layout FROM meta) AS layout
FROM revision
WHERE last_revision = (SELECT max(last_revision) FROM revision)
