-- One row per row of the trail between :since and :until, of kind :event, by somebody called like
-- :by; those not told are any. The newest first, at most :most behind the first :skipped.
SELECT
    trail_no, happened_at, event, act, subject, account, actor_name, actor_role, actor_section,
    actor_known_by, actor_address, revision, detail, row_hash
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
ORDER BY trail_no DESC
LIMIT :most OFFSET :skipped
