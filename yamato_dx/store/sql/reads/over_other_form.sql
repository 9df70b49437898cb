-- One row per value of `incoming` of whose KPI and fiscal year the other form (months, or 12 months
-- in one) holds anything that was confirmed by $as_of_revision, in a report that was not given back
-- since: the year may come to read otherwise by it.
WITH confirmed AS (
    SELECT DISTINCT
        municipality_code, kpi_id, period_months,
        year(period_start - INTERVAL 3 MONTH) AS fiscal_year
    FROM actual
    WHERE
        revision <= $as_of_revision
        AND municipality_code BETWEEN $first_code AND $last_code
        AND batch_id IN (SELECT batch_id FROM batch_event WHERE event = 'confirmed')
        AND batch_id NOT IN (SELECT batch_id FROM batch_event WHERE event = 'returned')
)

SELECT incoming.incoming_no
FROM incoming
SEMI JOIN confirmed
    ON
        incoming.municipality_code = confirmed.municipality_code
        AND incoming.kpi_id = confirmed.kpi_id
        AND year(incoming.period_start - INTERVAL 3 MONTH) = confirmed.fiscal_year
        AND incoming.period_months <> confirmed.period_months
ORDER BY incoming.incoming_no
