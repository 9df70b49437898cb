-- One row, or none where the report is unknown: the last step of $batch_id.
SELECT event AS state
FROM batch_event
WHERE batch_id = $batch_id
ORDER BY revision DESC
LIMIT 1
