-- One row per KPI and period, among those of `incoming` and of report $replaces, for which
-- another row stands at $as_of_revision than stood at $previewed_at.
WITH touched AS (
    SELECT municipality_code, kpi_id, period_start, period_months
    FROM incoming
    UNION
    SELECT municipality_code, kpi_id, period_start, period_months
    FROM actual
    WHERE batch_id = $replaces
),

now_standing AS (
    FROM actual_standing_at($as_of_revision)
    WHERE municipality_code BETWEEN $first_code AND $last_code
),

seen AS (
    FROM actual_standing_at($previewed_at)
    WHERE municipality_code BETWEEN $first_code AND $last_code
)

SELECT touched.*
FROM touched
LEFT JOIN now_standing USING (municipality_code, kpi_id, period_start, period_months)
LEFT JOIN seen USING (municipality_code, kpi_id, period_start, period_months)
WHERE now_standing.revision IS DISTINCT FROM seen.revision
