-- One row per value of report $batch_id, in the order sent.
SELECT
    municipality_code, kpi_id, period_start, period_months::BIGINT AS period_months,
    actual_value, numerator, denominator, weight, measured_on, value_status, actual.note, reason,
    raw_text, sheet, row_no, cell, batch_id, actual.revision, batch.recorded_at
FROM actual
JOIN batch USING (batch_id)
WHERE batch_id = $batch_id
ORDER BY actual.revision
