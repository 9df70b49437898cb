-- One row per value of `incoming`: what stands at $as_of_revision for its KPI and period, and
-- whether the value is new, changed or unchanged (everything the reporter said is compared);
-- is_same_value: the figure itself is the one that stands, as far as arithmetic can tell.
WITH standing AS (
    FROM actual_standing_at($as_of_revision)
    WHERE municipality_code BETWEEN $first_code AND $last_code
)
SELECT
    incoming.incoming_no,
    CASE
        WHEN standing.batch_id IS NULL THEN 'new'
        WHEN
            incoming.actual_value IS NOT DISTINCT FROM standing.actual_value
            AND incoming.numerator IS NOT DISTINCT FROM standing.numerator
            AND incoming.denominator IS NOT DISTINCT FROM standing.denominator
            AND incoming.weight IS NOT DISTINCT FROM standing.weight
            AND incoming.measured_on IS NOT DISTINCT FROM standing.measured_on
            AND incoming.value_status IS NOT DISTINCT FROM standing.value_status
            AND incoming.note IS NOT DISTINCT FROM standing.note
            AND incoming.reason IS NOT DISTINCT FROM standing.reason
            THEN 'unchanged'
        ELSE 'changed'
    END AS change,
    COALESCE(
        (
            incoming.actual_value IS NOT DISTINCT FROM standing.actual_value
            OR abs(incoming.actual_value - standing.actual_value)
            <= 1e-9 * abs(standing.actual_value)
        )
        AND incoming.numerator IS NOT DISTINCT FROM standing.numerator
        AND incoming.denominator IS NOT DISTINCT FROM standing.denominator
        AND standing.batch_id IS NOT NULL,
        FALSE
    ) AS is_same_value,
    standing.actual_value AS before_value,
    standing.numerator AS before_numerator,
    standing.denominator AS before_denominator,
    standing.value_status AS before_status,
    standing.batch_id AS before_batch_id
FROM incoming
LEFT JOIN standing USING (municipality_code, kpi_id, period_start, period_months)
ORDER BY incoming.incoming_no
