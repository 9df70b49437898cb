-- One row: of how many things that report $batch_id speaks of another report spoke, or fell,
-- since $previewed_at.
WITH later AS (
    SELECT batch_id FROM batch WHERE revision > $previewed_at AND batch_id <> $batch_id
    UNION
    SELECT batch_id FROM batch_event
    WHERE event IN ('withdrawn', 'returned') AND revision > $previewed_at
),

told AS (
    SELECT batch_id, ('actual', municipality_code, kpi_id, period_start, period_months)::VARCHAR AS thing
    FROM actual
    UNION ALL
    SELECT batch_id, (kind, plan_id, entry_key)::VARCHAR FROM entry
    UNION ALL
    SELECT batch_id, (municipality_code, counted_on, series, vintage, sex, age_group)::VARCHAR
    FROM population
)

SELECT count(DISTINCT thing) AS overtaken_count
FROM told
WHERE
    batch_id IN (FROM later)
    AND thing IN (SELECT thing FROM told WHERE batch_id = $batch_id)
