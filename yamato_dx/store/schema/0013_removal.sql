-- What was taken out of received files, and where the audit trail beside the record stood.

-- One row per file whose bytes were removed. Its row of `file` stays, with its hash and without
-- bytes; why, and by whom, is the act of this row.
CREATE TABLE removal (
    sha256 VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    actor_name VARCHAR NOT NULL,
    actor_role VARCHAR,
    actor_section VARCHAR,
    actor_known_by VARCHAR NOT NULL,
    actor_address VARCHAR,
    recorded_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL
);

-- One row per backup that this file is, or was made of: the newest row of the audit trail then.
-- Outside the ledger: it takes no number.
CREATE TABLE trail_head (
    moment TIMESTAMPTZ NOT NULL,
    trail_no BIGINT NOT NULL,
    row_hash VARCHAR NOT NULL
);
