-- One row per 公表待ち of `incoming` whose KPI and period hold a value at $as_of_revision,
-- as if report $replaces had never been received.
SELECT incoming.incoming_no, standing.actual_value AS held_value, standing.batch_id AS held_batch_id
FROM incoming
JOIN actual_standing_at($as_of_revision, without_batch_id := $replaces) AS standing
    USING (municipality_code, kpi_id, period_start, period_months)
WHERE
    incoming.value_status = 'awaiting'
    AND standing.actual_value IS NOT NULL
    AND standing.municipality_code BETWEEN $first_code AND $last_code
ORDER BY incoming.incoming_no
