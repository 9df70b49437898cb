-- One row per fiscal year of a report: the highest running number given in it, and how many acts
-- the ledger has. A number that was let go with its report is not given again.
WITH given AS (
    SELECT fiscal_year, running_no FROM batch
    UNION ALL
    SELECT numbers.key::INTEGER AS fiscal_year, numbers.value::INTEGER AS running_no
    FROM audit_event, jsonb_each_text(audit_event.detail::JSONB -> 'last_numbers') AS numbers
    WHERE audit_event.act IN ('accept_loss', 'restore')
)

SELECT fiscal_year, max(running_no) AS running_no, (SELECT count(*) FROM revision) AS act_count
FROM given
GROUP BY fiscal_year
UNION ALL
SELECT 0 AS fiscal_year, 0 AS running_no, count(*) AS act_count FROM revision
