-- One row per value of $municipality_code that stands at $as_of_revision in its report, and per value
-- that was confirmed and given back since: it was the figure all the same; and per value that fell
-- with a reason: whoever said the same after it was not asked for another. In the order received.
-- reason: why it corrects what was confirmed, its own before that of its report. returned_reason: why
-- it was given back.
SELECT
    actual.municipality_code, kpi_id, period_start, period_months::BIGINT AS period_months,
    actual_value, numerator, denominator, weight, value_status, actual.batch_id, actual.revision,
    batch.actor_name, batch.recorded_at,
    coalesce(correction.reason, batch.correction_reason) AS reason,
    CASE WHEN fall.event = 'returned' THEN fall.reason END AS returned_reason,
    fall.revision AS fallen_revision,
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
LEFT JOIN batch_event AS fall
    ON
        fall.batch_id = actual.batch_id
        AND fall.event IN ('withdrawn', 'returned')
        AND fall.revision <= $as_of_revision
WHERE
    actual.municipality_code = $municipality_code
    AND actual.revision <= $as_of_revision
    AND (
        is_standing
        OR confirmed_revision IS NOT NULL
        OR coalesce(correction.reason, batch.correction_reason) IS NOT NULL
    )
ORDER BY actual.revision
