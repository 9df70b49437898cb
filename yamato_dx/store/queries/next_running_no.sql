-- One row: the next running number of reports received in $fiscal_year.
SELECT coalesce(max(running_no), 0)::BIGINT + 1 AS running_no
FROM batch
WHERE fiscal_year = $fiscal_year
