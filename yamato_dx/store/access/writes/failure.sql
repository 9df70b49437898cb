-- One row: one failure more; the first again where the last lies before `:forgotten_before`.
INSERT INTO failure (subject, failure_count, failed_at)
VALUES (:subject, 1, :moment)
ON CONFLICT (subject) DO UPDATE SET
    failure_count = CASE
        WHEN failure.failed_at < :forgotten_before THEN 1 ELSE failure.failure_count + 1
    END,
    failed_at = excluded.failed_at
