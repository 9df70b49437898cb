-- One row: the next running number of reports received in $fiscal_year. A number that was lost with
-- its report, and let go, is not given again.
SELECT coalesce(max(running_no), 0)::BIGINT + 1 AS running_no
FROM (
    SELECT running_no FROM batch WHERE fiscal_year = $fiscal_year
    UNION ALL
    SELECT json_extract(detail, '$.last_numbers.' || $fiscal_year::VARCHAR)::BIGINT AS running_no
    FROM audit_event
    WHERE act IN ('accept_loss', 'restore')
)
