-- One row per session that ended, or was left, before `:before`.
DELETE FROM session WHERE active_at < :before
