-- One row per subject that last failed before `:before`.
DELETE FROM failure WHERE failed_at < :before
