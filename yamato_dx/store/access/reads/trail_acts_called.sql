-- One row per row of the trail that says :act of kind :event was done, in their order.
SELECT
    trail_no, happened_at, event, act, subject, account, actor_name, actor_role, actor_section,
    actor_known_by, actor_address, revision, detail, row_hash
FROM trail
WHERE event = :event AND (:act = '' OR act = :act)
ORDER BY trail_no
