-- One row per KPI and period that holds a value of report $batch_id at $as_of_revision and is
-- not in `incoming`: what holds instead once the report is withdrawn (nothing: NULL).
WITH held AS (
    FROM actual_standing_at($as_of_revision)
    WHERE batch_id = $batch_id
)

SELECT
    held.municipality_code, held.kpi_id, held.period_start,
    held.period_months::BIGINT AS period_months,
    held.actual_value, held.value_status,
    fallback.actual_value AS after_value,
    fallback.value_status AS after_status,
    fallback.batch_id AS after_batch_id
FROM held
ANTI JOIN incoming USING (municipality_code, kpi_id, period_start, period_months)
LEFT JOIN actual_standing_at($as_of_revision, without_batch_id := $batch_id) AS fallback
    ON
        fallback.municipality_code = held.municipality_code
        AND fallback.kpi_id = held.kpi_id
        AND fallback.period_start = held.period_start
        AND fallback.period_months = held.period_months
ORDER BY held.municipality_code, held.kpi_id, held.period_start, held.period_months
