-- One row per KPI and period: the last value of $municipality_code that stood at $as_of_revision in a
-- confirmed report, 見込 and 速報 left out; a later one that nobody confirmed yet hides it never.
SELECT
    actual.municipality_code, kpi_id, period_start, period_months::BIGINT AS period_months,
    actual_value, numerator, denominator, weight, measured_on, value_status, actual.note,
    actual.reason, raw_text, sheet, row_no, cell, actual.batch_id, actual.revision,
    batch.recorded_at
FROM actual
JOIN batch USING (batch_id)
WHERE
    actual.municipality_code = $municipality_code
    AND actual.revision <= $as_of_revision
    AND actual.batch_id NOT IN (FROM fallen_at($as_of_revision))
    AND coalesce(value_status, 'final') NOT IN ('forecast', 'preliminary')
    AND actual.batch_id IN (
        SELECT batch_event.batch_id
        FROM batch_event
        WHERE batch_event.event = 'confirmed' AND batch_event.revision <= $as_of_revision
    )
QUALIFY
    row_number() OVER (
        PARTITION BY actual.municipality_code, kpi_id, period_start, period_months
        ORDER BY actual.revision DESC
    ) = 1
ORDER BY actual.municipality_code, kpi_id, period_start, period_months
