-- One row per KPI and period: what would stand if `incoming` were sent now, in place of report
-- $replaces where that is given. Rows of `incoming` have no batch_id and no recorded_at yet.
WITH standing AS (
    FROM actual_standing_at($as_of_revision, without_batch_id := $replaces)
    WHERE $municipality_code IS NULL OR municipality_code = $municipality_code
)

SELECT
    municipality_code, kpi_id, period_start, period_months::BIGINT AS period_months,
    actual_value, numerator, denominator, weight, measured_on, value_status, note, reason,
    raw_text, sheet, row_no, cell, batch_id, revision, recorded_at
FROM standing
ANTI JOIN incoming USING (municipality_code, kpi_id, period_start, period_months)
UNION ALL
SELECT
    municipality_code, kpi_id, period_start, period_months::BIGINT,
    actual_value, numerator, denominator, weight, measured_on, value_status, note, reason,
    raw_text, sheet, row_no::INTEGER, cell, NULL, $as_of_revision + 1 + incoming_no, NULL
FROM incoming
WHERE $municipality_code IS NULL OR municipality_code = $municipality_code
ORDER BY municipality_code, kpi_id, period_start, period_months
