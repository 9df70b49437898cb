-- What was asked about a report, and what the person who sent it answered.

-- One row per problem answered, kept with its report. `choice`: the reading chosen, «yes» to what
-- was only unlikely. What was asked and chosen also stands in the words that were shown. The
-- figure that it became is named by its key and value; missing where the row was left out.
CREATE TABLE answer (
    batch_id VARCHAR NOT NULL,
    answer_no INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    choice VARCHAR NOT NULL,
    sheet VARCHAR,
    row_no INTEGER,
    column_name VARCHAR,
    raw_text VARCHAR,
    asked_ja VARCHAR NOT NULL,
    asked_en VARCHAR NOT NULL,
    chosen_ja VARCHAR NOT NULL,
    chosen_en VARCHAR NOT NULL,
    municipality_code VARCHAR,
    kpi_id VARCHAR,
    period_start DATE,
    period_months TINYINT,
    actual_value DOUBLE,
    recorded_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL
);
