-- One row: how many rows of the trail lie between :since and :until, of kind :event, by somebody
-- called like :by; those not told are any.
SELECT count(*)
FROM trail
WHERE
    (:since = '' OR happened_at >= :since)
    AND (:until = '' OR happened_at < :until)
    AND (:event = '' OR event = :event)
    AND (
        :by = ''
        OR lower(actor_name) LIKE :by
        OR lower(coalesce(account, '')) LIKE :by
        OR lower(coalesce(actor_section, '')) LIKE :by
        OR coalesce(actor_address, '') LIKE :by
    )
