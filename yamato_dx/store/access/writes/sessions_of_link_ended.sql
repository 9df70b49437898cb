-- One row per session of the link that ends.
UPDATE session SET ended_at = :moment WHERE link_id = :link_id AND ended_at IS NULL
