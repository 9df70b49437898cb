-- One row per KPI and period: the value that stood at $as_of_revision, as if $without_batch_id
-- had never been received. All municipalities where $municipality_code is NULL.
SELECT
    municipality_code, kpi_id, period_start, period_months::BIGINT AS period_months,
    actual_value, numerator, denominator, weight, measured_on, value_status, note, reason,
    raw_text, sheet, row_no, cell, batch_id, revision, recorded_at
FROM actual_standing_at($as_of_revision, without_batch_id := $without_batch_id)
WHERE $municipality_code IS NULL OR municipality_code = $municipality_code
ORDER BY municipality_code, kpi_id, period_start, period_months
