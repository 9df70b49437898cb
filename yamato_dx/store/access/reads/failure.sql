-- One row: how often sign-in failed of late for that subject, and when last.
SELECT failure_count, failed_at FROM failure WHERE subject = :subject
