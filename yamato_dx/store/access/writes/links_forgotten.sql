-- One row per link that expired before `:before`.
DELETE FROM link WHERE expires_at < :before
