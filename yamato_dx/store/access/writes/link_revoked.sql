-- One row where the link could still be used.
UPDATE link SET revoked_at = :moment WHERE link_id = :link_id AND revoked_at IS NULL
