-- One row: a session begins.
INSERT INTO session (
    token_hash, login_name, link_id, known_by, address, browser, begun_at, active_at, ended_at
)
VALUES (
    :token_hash, :login_name, :link_id, :known_by, :address, :browser, :moment, :moment, NULL
)
