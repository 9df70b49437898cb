-- One row: the next of the trail.
INSERT INTO trail (
    trail_no, happened_at, event, act, subject, account, actor_name, actor_role, actor_section,
    actor_known_by, actor_address, revision, detail, row_hash
)
VALUES (
    :trail_no, :happened_at, :event, :act, :subject, :account, :actor_name, :actor_role,
    :actor_section, :actor_known_by, :actor_address, :revision, :detail, :row_hash
)
