-- What the municipality says beside its figures (answers, sections, what it copies from its own
-- plan, progress of work items), reported population, and drafts. Rows of entry and population
-- take numbers of the ledger; a draft does not.

-- One row per thing said: the last one of its kind and key holds, a document null takes it away.
-- With a batch_id it came in a report and falls with it.
CREATE TABLE entry (
    kind VARCHAR NOT NULL,
    entry_key VARCHAR NOT NULL,
    document VARCHAR NOT NULL, -- JSON
    batch_id VARCHAR,
    actor_name VARCHAR NOT NULL,
    actor_role VARCHAR,
    actor_section VARCHAR,
    actor_known_by VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL
);

-- One row per reported figure of population (住民基本台帳).
CREATE TABLE population (
    municipality_code VARCHAR NOT NULL,
    counted_on DATE NOT NULL,
    series VARCHAR NOT NULL,
    vintage VARCHAR,
    sex VARCHAR NOT NULL CHECK (sex IN ('total', 'male', 'female')),
    age_group VARCHAR NOT NULL,
    population BIGINT NOT NULL,
    batch_id VARCHAR NOT NULL,
    revision BIGINT NOT NULL
);

-- One row per unfinished entry of a section. Outside the ledger: overwritten, dropped.
CREATE TABLE draft (
    draft_key VARCHAR NOT NULL,
    document VARCHAR NOT NULL, -- JSON
    updated_at TIMESTAMPTZ NOT NULL
);

-- A report may be typed by the plan office for another section (代理入力): 'proxy'. A rule of a
-- column cannot be widened in place.
CREATE TABLE batch_widened (
    batch_id VARCHAR NOT NULL,
    fiscal_year INTEGER NOT NULL,
    running_no INTEGER NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('file', 'typed', 'proxy')),
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
INSERT INTO batch_widened BY NAME FROM batch ORDER BY revision;
DROP TABLE batch;
ALTER TABLE batch_widened RENAME TO batch;

-- One row per kind and key: the last thing said whose report, if it came in one, stood at
-- `at_revision`, as if `without_batch_id` had never been received.
CREATE MACRO entry_standing_at(at_revision, without_batch_id := NULL) AS TABLE
FROM (
    FROM entry
    WHERE
        entry.revision <= at_revision
        AND (
            entry.batch_id IS NULL
            OR (
                entry.batch_id IS DISTINCT FROM without_batch_id
                AND entry.batch_id NOT IN (
                    SELECT batch_event.batch_id
                    FROM batch_event
                    WHERE batch_event.event = 'withdrawn' AND batch_event.revision <= at_revision
                )
            )
        )
    QUALIFY
        row_number() OVER (
            PARTITION BY entry.kind, entry.entry_key ORDER BY entry.revision DESC
        ) = 1
)
WHERE document <> 'null';

-- One row per population figure: the last received whose report stood at `at_revision`.
CREATE MACRO population_standing_at(at_revision) AS TABLE
SELECT population.*, batch.recorded_at
FROM population
JOIN batch USING (batch_id)
WHERE
    population.revision <= at_revision
    AND population.batch_id NOT IN (
        SELECT batch_event.batch_id
        FROM batch_event
        WHERE batch_event.event = 'withdrawn' AND batch_event.revision <= at_revision
    )
QUALIFY
    row_number() OVER (
        PARTITION BY
            population.municipality_code, population.counted_on, population.series,
            population.vintage, population.sex, population.age_group
        ORDER BY population.revision DESC
    ) = 1;

-- What holds now, for whoever opens the file with the DuckDB command line.
CREATE VIEW entry_standing AS
FROM entry_standing_at((SELECT max(last_revision) FROM revision));

CREATE VIEW population_standing AS
FROM population_standing_at((SELECT max(last_revision) FROM revision));

CREATE VIEW decision AS
SELECT
    entry_key AS question_id,
    document ->> '$.answer' AS answer,
    document ->> '$.number' AS number,
    document ->> '$.fiscal_years' AS fiscal_years,
    document ->> '$.decided_by' AS decided_by,
    (document ->> '$.decided_on')::DATE AS decided_on,
    document ->> '$.approval_no' AS approval_no,
    document ->> '$.reason' AS reason,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'decision';

CREATE VIEW supplement AS
SELECT
    entry_key AS supplement_id,
    document ->> '$.source' AS source,
    document,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'supplement';

CREATE VIEW section AS
SELECT
    entry_key AS section_id,
    document ->> '$.name_ja' AS name_ja,
    document ->> '$.name_en' AS name_en,
    document ->> '$.valid_from' AS valid_from,
    document ->> '$.valid_to' AS valid_to,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'section';

CREATE VIEW owner AS
SELECT
    split_part(entry_key, ':', 1) AS owned_kind,
    entry_key[strpos(entry_key, ':') + 1:] AS owned_id,
    document ->> '$.section_id' AS section_id,
    document ->> '$.report_due' AS report_due,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'owner';

CREATE VIEW kpi_component AS
SELECT
    split_part(entry_key, ':', 1) AS kpi_id,
    entry_key[strpos(entry_key, ':') + 1:] AS component_id,
    document ->> '$.name' AS name,
    document ->> '$.status' AS status,
    document ->> '$.month' AS month,
    document ->> '$.note' AS note,
    (document ->> '$.is_attached')::BOOLEAN AS is_attached,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'component';

CREATE VIEW work_progress AS
SELECT
    entry_key AS item_id,
    document ->> '$.status' AS status,
    document ->> '$.start_month' AS start_month,
    document ->> '$.finish_month' AS finish_month,
    document ->> '$.evidence' AS evidence,
    batch_id, actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'progress';
