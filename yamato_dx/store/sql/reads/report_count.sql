-- One row: how many reports were ever received.
SELECT count(*) AS report_count FROM batch
