-- One row per row of the trail behind number :after, at most :most, in their order.
SELECT
    trail_no, happened_at, event, act, subject, account, actor_name, actor_role, actor_section,
    actor_known_by, actor_address, revision, detail, row_hash
FROM trail
WHERE trail_no > :after
ORDER BY trail_no
LIMIT :most
