-- One row per transaction, newest first.
SELECT last_revision AS revision, recorded_at, act, subject
FROM revision
ORDER BY last_revision DESC
