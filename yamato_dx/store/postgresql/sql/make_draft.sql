-- One row per unfinished entry.
CREATE TABLE draft (
    draft_key TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
)
