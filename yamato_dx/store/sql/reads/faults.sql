-- One row per rule of the ledger that is broken: which, and how often.
WITH numbered AS (
    SELECT revision FROM dataset_load
    UNION ALL
    SELECT revision FROM file
    UNION ALL
    SELECT revision FROM batch
    UNION ALL
    SELECT revision FROM batch_event
    UNION ALL
    SELECT revision FROM actual
    UNION ALL
    SELECT revision FROM entry
    UNION ALL
    SELECT revision FROM population
    UNION ALL
    SELECT revision FROM attachment
    UNION ALL
    SELECT revision FROM answer
    UNION ALL
    SELECT revision FROM left_out
    UNION ALL
    SELECT revision FROM correction
    UNION ALL
    SELECT revision FROM removal
    UNION ALL
    SELECT revision FROM audit_event
),

reported AS (
    SELECT batch_id FROM actual
    UNION ALL
    SELECT batch_id FROM entry WHERE batch_id IS NOT NULL
    UNION ALL
    SELECT batch_id FROM population
),

sizes AS (SELECT batch_id, count(*) AS row_count FROM reported GROUP BY batch_id),

found AS (
    -- Every number from 1 to the last is used by exactly one row.
    SELECT
        'numbering' AS rule,
        abs(count(*) - (SELECT coalesce(max(last_revision), 0) FROM revision))
        + count(*) - count(DISTINCT revision)
        + coalesce(min(revision), 1) - 1 AS fault_count
    FROM numbered
    UNION ALL
    SELECT 'moments', count(*)
    FROM (
        SELECT recorded_at < lag(recorded_at) OVER (ORDER BY last_revision) AS goes_back
        FROM revision
    )
    WHERE goes_back
    UNION ALL
    SELECT 'whole reports', count(*)
    FROM batch
    FULL JOIN sizes USING (batch_id)
    WHERE batch.row_count IS DISTINCT FROM sizes.row_count
    UNION ALL
    SELECT 'submitted once', count(*)
    FROM batch
    WHERE (
        SELECT count(*) FROM batch_event
        WHERE batch_event.batch_id = batch.batch_id AND event = 'submitted'
    ) <> 1
    UNION ALL
    -- A report falls once, withdrawn or given back, and is confirmed once, before that.
    SELECT 'withdrawn once', count(*)
    FROM (
        SELECT batch_id FROM batch_event WHERE event IN ('withdrawn', 'returned')
        GROUP BY batch_id HAVING count(*) > 1
    )
    UNION ALL
    SELECT 'confirmed once', count(*)
    FROM (
        SELECT batch_id FROM batch_event WHERE event = 'confirmed'
        GROUP BY batch_id HAVING count(*) > 1
    )
    UNION ALL
    SELECT 'confirmed while it stands', count(*)
    FROM batch_event AS confirmation
    JOIN batch_event AS fall USING (batch_id)
    WHERE
        confirmation.event = 'confirmed'
        AND (
            fall.event = 'withdrawn'
            OR (fall.event = 'returned' AND fall.revision < confirmation.revision)
        )
    UNION ALL
    SELECT 'files as received', count(*)
    FROM file
    ANTI JOIN removal USING (sha256)
    WHERE file.sha256 <> sha256(file.bytes)
    UNION ALL
    SELECT 'removed bytes', count(*)
    FROM removal
    LEFT JOIN file USING (sha256)
    WHERE file.bytes IS NULL OR octet_length(file.bytes) > 0
    UNION ALL
    SELECT 'files kept', count(*)
    FROM batch
    ANTI JOIN file USING (sha256)
    WHERE batch.sha256 IS NOT NULL
    UNION ALL
    SELECT 'attachments kept', count(*)
    FROM attachment
    ANTI JOIN file USING (sha256)
    UNION ALL
    SELECT 'attachments of a report', count(*)
    FROM attachment
    ANTI JOIN batch USING (batch_id)
    UNION ALL
    SELECT 'answers of a report', count(*)
    FROM answer
    ANTI JOIN batch USING (batch_id)
    UNION ALL
    SELECT 'left out of a report', count(*)
    FROM left_out
    ANTI JOIN batch USING (batch_id)
    UNION ALL
    SELECT 'corrections of a report', count(*)
    FROM correction
    ANTI JOIN actual USING (batch_id, municipality_code, kpi_id, period_start, period_months)
    UNION ALL
    SELECT 'data sets as loaded', count(*) FROM dataset_load WHERE sha256 <> sha256(document)
)

SELECT rule, fault_count FROM found WHERE fault_count <> 0
