-- The ledger: nothing is updated in place. Every appended row of a ledger table (file, batch,
-- batch_event, actual, dataset_load, audit_event) takes the next number of one counter.

-- One row per migration applied to this file.
CREATE TABLE schema_version (
    version INTEGER NOT NULL,
    migration VARCHAR NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL
);

-- One row: whose record this is.
CREATE TABLE meta (municipality_code VARCHAR NOT NULL);

-- One row per transaction: the last number it used. `subject` is what the act was about.
CREATE TABLE revision (
    last_revision BIGINT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    act VARCHAR NOT NULL,
    subject VARCHAR
);

-- One row per load of a plan version ('plan:2.0') or data file whose content was new.
CREATE TABLE dataset_load (
    kind VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL
);

-- One row per different bytes received, kept as received.
CREATE TABLE file (
    sha256 VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    bytes BLOB NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL
);

-- One row per report (報告). batch_id is its 報告番号: R8-0001.
CREATE TABLE batch (
    batch_id VARCHAR NOT NULL,
    fiscal_year INTEGER NOT NULL,
    running_no INTEGER NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('file', 'typed')),
    file_name VARCHAR,
    sha256 VARCHAR,
    actor_name VARCHAR NOT NULL,
    actor_role VARCHAR,
    actor_section VARCHAR,
    actor_known_by VARCHAR NOT NULL,
    note VARCHAR,
    row_count BIGINT NOT NULL,
    new_count BIGINT NOT NULL,
    changed_count BIGINT NOT NULL,
    unchanged_count BIGINT NOT NULL,
    replaces VARCHAR,
    recorded_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL
);

-- One row per step of a report: submitted, withdrawn.
CREATE TABLE batch_event (
    batch_id VARCHAR NOT NULL,
    event VARCHAR NOT NULL CHECK (event IN ('submitted', 'withdrawn')),
    actor_name VARCHAR NOT NULL,
    actor_role VARCHAR,
    actor_section VARCHAR,
    actor_known_by VARCHAR NOT NULL,
    reason VARCHAR,
    replaced_by VARCHAR,
    recorded_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL
);

-- One row per reported value. No primary key: with one, loading is four times slower; the
-- writer checks. Stored by municipality, so that one municipality is read from few blocks.
CREATE TABLE actual (
    municipality_code VARCHAR NOT NULL,
    kpi_id VARCHAR NOT NULL,
    period_start DATE NOT NULL,
    period_months TINYINT NOT NULL CHECK (period_months IN (1, 12)),
    actual_value DOUBLE,
    numerator DOUBLE,
    denominator DOUBLE,
    weight DOUBLE,
    measured_on DATE,
    value_status VARCHAR,
    note VARCHAR,
    reason VARCHAR,
    raw_text VARCHAR,
    sheet VARCHAR,
    row_no INTEGER,
    batch_id VARCHAR NOT NULL,
    revision BIGINT NOT NULL
);

-- One row per act.
CREATE TABLE audit_event (
    act VARCHAR NOT NULL,
    subject VARCHAR,
    actor_name VARCHAR NOT NULL,
    actor_role VARCHAR,
    actor_section VARCHAR,
    actor_known_by VARCHAR NOT NULL,
    detail VARCHAR NOT NULL, -- JSON
    recorded_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL
);

-- One row per municipality, KPI and period: the last received value whose report stood at
-- `at_revision`, as if `without_batch_id` had never been received. A window over rows, not
-- arg_max over columns: a later 公表待ち has no value and must win.
CREATE MACRO actual_standing_at(at_revision, without_batch_id := NULL) AS TABLE
SELECT actual.*, batch.recorded_at
FROM actual
JOIN batch USING (batch_id)
WHERE
    actual.revision <= at_revision
    AND actual.batch_id IS DISTINCT FROM without_batch_id
    AND actual.batch_id NOT IN (
        SELECT batch_event.batch_id
        FROM batch_event
        WHERE batch_event.event = 'withdrawn' AND batch_event.revision <= at_revision
    )
QUALIFY
    row_number() OVER (
        PARTITION BY
            actual.municipality_code, actual.kpi_id, actual.period_start, actual.period_months
        ORDER BY actual.revision DESC
    ) = 1;

-- What stands now, for whoever opens the file with the DuckDB command line.
CREATE VIEW actual_standing AS
FROM actual_standing_at((SELECT max(last_revision) FROM revision));

-- What the plan says now, read out of its document, for the same reader.
CREATE VIEW plan_version AS
SELECT
    document ->> '$.municipality.municipality_code' AS municipality_code,
    document ->> '$.plan_id' AS plan_id,
    document ->> '$.plan_version' AS plan_version,
    document ->> '$.title.ja' AS title_ja,
    document ->> '$.title.en' AS title_en,
    (document ->> '$.effective_from')::DATE AS effective_from,
    document,
    recorded_at,
    revision
FROM dataset_load
WHERE starts_with(kind, 'plan:')
QUALIFY row_number() OVER (PARTITION BY kind ORDER BY revision DESC) = 1;

CREATE VIEW municipality AS
SELECT DISTINCT
    municipality_code,
    document ->> '$.municipality.name.ja' AS name_ja,
    document ->> '$.municipality.name.en' AS name_en,
    document ->> '$.municipality.prefecture.ja' AS prefecture_ja,
    document ->> '$.municipality.prefecture.en' AS prefecture_en
FROM plan_version;

CREATE VIEW kpi AS
SELECT
    plan_id,
    plan_version,
    one ->> '$.kpi_id' AS kpi_id,
    one ->> '$.kpi_no' AS kpi_no,
    one ->> '$.name.ja' AS name_ja,
    one ->> '$.name.en' AS name_en,
    one ->> '$.shape' AS shape,
    one ->> '$.unit.ja' AS unit,
    one ->> '$.chapter' AS chapter,
    one AS document
FROM (
    SELECT plan_id, plan_version, unnest(document -> '$.kpis[*]') AS one FROM plan_version
);

CREATE VIEW target AS
SELECT
    plan_id,
    plan_version,
    kpi_id,
    (one ->> '$.fiscal_year')::INTEGER AS fiscal_year,
    (one ->> '$.target_value')::DOUBLE AS target_value
FROM (
    SELECT plan_id, plan_version, kpi_id, unnest(document -> '$.targets[*]') AS one FROM kpi
);
