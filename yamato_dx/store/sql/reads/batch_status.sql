-- One row, or none where the report is unknown: whether $batch_id was withdrawn.
SELECT
    EXISTS (
        SELECT 1 FROM batch_event
        WHERE batch_event.batch_id = batch.batch_id AND event = 'withdrawn'
    ) AS is_withdrawn
FROM batch
WHERE batch_id = $batch_id
