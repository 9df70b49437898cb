-- Who may come in. Moments are texts in UTC (`database.written`), so that they sort as they passed
-- in any engine.

-- One row per migration applied.
CREATE TABLE access_schema (version INTEGER NOT NULL);

-- One row, whose number grows with each change of what a session may do: other processes ask it.
CREATE TABLE access_change (change_no BIGINT NOT NULL);
INSERT INTO access_change (change_no) VALUES (0);

-- One row per person who may sign in. `sections`: JSON, ids of a 担当課's sections. `totp_offered`:
-- a second factor's secret before its first code; `totp_step`: of the last code that was taken.
CREATE TABLE account (
    login_name TEXT PRIMARY KEY,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL,
    sections TEXT NOT NULL,
    password_hash TEXT,
    totp_secret TEXT,
    totp_offered TEXT,
    totp_step BIGINT,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    disabled_at TEXT,
    signed_in_at TEXT
);

-- One row per sign-in. What the browser holds is kept as its hash alone. Of a link without an
-- account `login_name` is none.
CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    login_name TEXT,
    link_id TEXT,
    known_by TEXT NOT NULL,
    address TEXT,
    browser TEXT,
    begun_at TEXT NOT NULL,
    active_at TEXT NOT NULL,
    ended_at TEXT
);
CREATE INDEX session_of_account ON session (login_name);

-- One row per link handed out: to set a password, or between a password and its code
-- (`login_name`), or to report for a section in a round (`round_key`, `section`).
CREATE TABLE link (
    link_id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    login_name TEXT,
    round_key TEXT,
    section TEXT,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT,
    used_at TEXT
);

-- One row per account or address at which sign-in failed of late. `subject`: a hash, since some
-- type their password where the name goes.
CREATE TABLE failure (
    subject TEXT PRIMARY KEY,
    failure_count INTEGER NOT NULL,
    failed_at TEXT NOT NULL
);

-- One row per thing that an administrator has set otherwise than it is at first.
CREATE TABLE access_setting (setting_name TEXT PRIMARY KEY, setting TEXT NOT NULL);

-- One row per thing done, refused or handed out, each with the hash of the row before
-- (`trail_chain`). `event`: of which kind it is, `act`: what was done, or was to be. `revision`: of
-- an act the number of its line in the ledger, of what was handed out the moment it shows.
CREATE TABLE trail (
    trail_no BIGINT PRIMARY KEY,
    happened_at TEXT NOT NULL,
    event TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT,
    account TEXT,
    actor_name TEXT NOT NULL,
    actor_role TEXT NOT NULL,
    actor_section TEXT,
    actor_known_by TEXT NOT NULL,
    actor_address TEXT,
    revision BIGINT,
    detail TEXT NOT NULL, -- JSON
    row_hash TEXT NOT NULL
);
