-- One row: an attempt that was counted before it was tried did not fail.
UPDATE failure SET
    failure_count = failure_count - 1,
    failed_at = CASE WHEN failed_at = :counted_at THEN :before ELSE failed_at END
WHERE subject = :subject AND failure_count > 0
