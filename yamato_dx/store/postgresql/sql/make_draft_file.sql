-- One row per file beside an unfinished entry.
CREATE TABLE draft_file (
    draft_key TEXT,
    sha256 TEXT,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (draft_key, sha256)
)
