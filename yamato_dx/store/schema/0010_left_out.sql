-- Where a value stands in a table that has several in one row, and what a file held that was not
-- sent with its good rows.

-- «E7» of a file whose rows hold several figures; NULL: the row says all. Of an answer likewise.
ALTER TABLE actual ADD COLUMN cell VARCHAR;
ALTER TABLE answer ADD COLUMN cell VARCHAR;

-- A view knows the columns of its day.
CREATE OR REPLACE VIEW actual_standing AS
FROM actual_standing_at((SELECT max(last_revision) FROM revision));

-- One row per thing for which a row of the file was not sent, because the person chose to send the
-- good rows alone: where it stands, what is written there, why, in the words that were shown.
CREATE TABLE left_out (
    batch_id VARCHAR NOT NULL,
    left_out_no INTEGER NOT NULL,
    severity VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    sheet VARCHAR,
    row_no INTEGER,
    cell VARCHAR,
    column_name VARCHAR,
    raw_text VARCHAR,
    problem_ja VARCHAR NOT NULL,
    problem_en VARCHAR NOT NULL,
    mend_ja VARCHAR NOT NULL,
    mend_en VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL
);
