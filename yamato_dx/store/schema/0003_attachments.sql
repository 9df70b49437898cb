-- 添付資料: what a report brings beside its values, and the files kept with a draft. Rows of
-- attachment take numbers of the ledger; a draft's file does not.

-- One row per file attached to a report; its bytes lie in `file`. `subject` is the key of the KPI,
-- work item or commitment that it belongs to, as sections own them ('kpi:…', 'work_item:…');
-- NULL: to the whole report. It stands and falls with its report.
CREATE TABLE attachment (
    batch_id VARCHAR NOT NULL,
    attachment_no INTEGER NOT NULL,
    subject VARCHAR,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    byte_count BIGINT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL
);

-- One row per file of a draft. Outside the ledger: dropped with it, or sent.
CREATE TABLE draft_file (
    draft_key VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    bytes BLOB NOT NULL
);

-- The files of reports that stand now, for whoever opens the file with the DuckDB command line.
CREATE VIEW attachment_standing AS
SELECT attachment.*
FROM attachment
WHERE
    attachment.batch_id NOT IN (
        SELECT batch_event.batch_id FROM batch_event WHERE batch_event.event = 'withdrawn'
    );
