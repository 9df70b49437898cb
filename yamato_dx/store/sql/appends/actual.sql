-- One row per value of `incoming`, numbered from $revision in the order sent.
INSERT INTO actual (
    municipality_code, kpi_id, period_start, period_months, actual_value, numerator, denominator,
    weight, measured_on, value_status, note, reason, raw_text, sheet, row_no, batch_id, revision
)
SELECT
    municipality_code, kpi_id, period_start, period_months, actual_value, numerator, denominator,
    weight, measured_on, value_status, note, reason, raw_text, sheet, row_no,
    $batch_id, $revision + incoming_no
FROM incoming
-- Sorted, so that a query for one municipality skips the blocks of all others.
ORDER BY municipality_code, kpi_id, period_start, period_months
