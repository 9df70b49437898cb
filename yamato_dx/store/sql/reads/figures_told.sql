-- One row per value of $municipality_code that stands at $as_of_revision in its report, and per value
-- that was confirmed and given back since: it was the figure all the same. In the order received.
-- reason: why it corrects what was confirmed, its own before that of its report. returned_reason: why
-- it was given back.
SELECT
    actual.municipality_code, kpi_id, period_start, period_months::BIGINT AS period_months,
    actual_value, numerator, denominator, weight, value_status, actual.batch_id, actual.revision,
    batch.recorded_at,
    coalesce(correction.reason, batch.correction_reason) AS reason,
    returned.reason AS returned_reason,
    actual.batch_id NOT IN (FROM fallen_at($as_of_revision)) AS is_standing,
    confirmation.revision AS confirmed_revision,
    confirmation.recorded_at AS confirmed_at,
    confirmation.actor_name AS confirmed_by,
    confirmation.approval_no
FROM actual
JOIN batch USING (batch_id)
LEFT JOIN correction USING (batch_id, municipality_code, kpi_id, period_start, period_months)
LEFT JOIN batch_event AS confirmation
    ON
        confirmation.batch_id = actual.batch_id
        AND confirmation.event = 'confirmed'
        AND confirmation.revision <= $as_of_revision
LEFT JOIN batch_event AS returned
    ON
        returned.batch_id = actual.batch_id
        AND returned.event = 'returned'
        AND returned.revision <= $as_of_revision
WHERE
    actual.municipality_code = $municipality_code
    AND actual.revision <= $as_of_revision
    AND (is_standing OR confirmed_revision IS NOT NULL)
ORDER BY actual.revision
