-- One row per value of `incoming` that says something else than was confirmed of its KPI and period
-- by $as_of_revision, in a report that was not given back since: what was confirmed, and whether
-- it is corrected or only becomes final (update). No row for the figure that stands anyhow, as if
-- report $replaces had never been received. Its state and weight are part of what it says.
WITH confirmed AS (
    SELECT actual.*
    FROM actual
    WHERE
        actual.revision <= $as_of_revision
        AND municipality_code BETWEEN $first_code AND $last_code
        AND batch_id IN (SELECT batch_id FROM batch_event WHERE event = 'confirmed')
        AND batch_id NOT IN (SELECT batch_id FROM batch_event WHERE event = 'returned')
    QUALIFY
        row_number() OVER (
            PARTITION BY municipality_code, kpi_id, period_start, period_months
            ORDER BY revision DESC
        ) = 1
),

standing AS (
    SELECT actual.*
    FROM actual
    SEMI JOIN confirmed USING (municipality_code, kpi_id, period_start, period_months)
    WHERE
        actual.revision <= $as_of_revision
        AND batch_id IS DISTINCT FROM $replaces
        AND batch_id NOT IN (
            SELECT batch_id FROM batch_event WHERE event IN ('withdrawn', 'returned')
        )
    QUALIFY
        row_number() OVER (
            PARTITION BY municipality_code, kpi_id, period_start, period_months
            ORDER BY revision DESC
        ) = 1
),

repeated AS (
    SELECT incoming.incoming_no
    FROM incoming
    JOIN (FROM confirmed UNION ALL BY NAME FROM standing) AS held
        USING (municipality_code, kpi_id, period_start, period_months)
    WHERE
        (
            incoming.actual_value IS NOT DISTINCT FROM held.actual_value
            OR abs(incoming.actual_value - held.actual_value) <= 1e-9 * abs(held.actual_value)
        )
        AND incoming.numerator IS NOT DISTINCT FROM held.numerator
        AND incoming.denominator IS NOT DISTINCT FROM held.denominator
        AND incoming.weight IS NOT DISTINCT FROM held.weight
        AND coalesce(incoming.value_status, 'final') = coalesce(held.value_status, 'final')
)

SELECT
    incoming.incoming_no,
    CASE
        WHEN
            confirmed.value_status IN ('forecast', 'preliminary', 'awaiting')
            AND coalesce(incoming.value_status, 'final') = 'final'
            THEN 'update'
        ELSE 'correction'
    END AS correction_kind,
    confirmed.actual_value AS confirmed_value,
    confirmed.numerator AS confirmed_numerator,
    confirmed.denominator AS confirmed_denominator,
    confirmed.weight AS confirmed_weight,
    confirmed.value_status AS confirmed_status,
    confirmed.batch_id AS confirmed_batch_id
FROM incoming
JOIN confirmed USING (municipality_code, kpi_id, period_start, period_months)
WHERE incoming.incoming_no NOT IN (SELECT repeated.incoming_no FROM repeated)
ORDER BY incoming.incoming_no
