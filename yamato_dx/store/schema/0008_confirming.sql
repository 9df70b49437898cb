-- What becomes of a report after it was sent: confirmed (確認), or given back to its section (差戻し).

-- As before, with two more steps. A constraint is not altered: the rows move. `approval_no`: the
-- 決裁番号 under which it was confirmed.
CREATE TABLE batch_event_widened (
    batch_id VARCHAR NOT NULL,
    event VARCHAR NOT NULL
    CHECK (event IN ('submitted', 'confirmed', 'returned', 'withdrawn')),
    actor_name VARCHAR NOT NULL,
    actor_role VARCHAR,
    actor_section VARCHAR,
    actor_known_by VARCHAR NOT NULL,
    actor_address VARCHAR,
    reason VARCHAR,
    replaced_by VARCHAR,
    approval_no VARCHAR,
    recorded_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL
);
INSERT INTO batch_event_widened BY NAME FROM batch_event ORDER BY revision;
DROP TABLE batch_event;
ALTER TABLE batch_event_widened RENAME TO batch_event;

-- `answers`: the report given back to which this one is the answer. `correction_reason`: why it
-- says something else than was confirmed (訂正).
ALTER TABLE batch ADD COLUMN answers VARCHAR;
ALTER TABLE batch ADD COLUMN correction_reason VARCHAR;

-- One row per report that no longer stood at `at_revision`: withdrawn or given back, both final.
CREATE MACRO fallen_at(at_revision) AS TABLE
SELECT batch_event.batch_id
FROM batch_event
WHERE batch_event.event IN ('withdrawn', 'returned') AND batch_event.revision <= at_revision;

-- As before, without the reports given back.
CREATE OR REPLACE MACRO actual_standing_at(at_revision, without_batch_id := NULL) AS TABLE
SELECT actual.*, batch.recorded_at
FROM actual
JOIN batch USING (batch_id)
WHERE
    actual.revision <= at_revision
    AND actual.batch_id IS DISTINCT FROM without_batch_id
    AND actual.batch_id NOT IN (FROM fallen_at(at_revision))
QUALIFY
    row_number() OVER (
        PARTITION BY
            actual.municipality_code, actual.kpi_id, actual.period_start, actual.period_months
        ORDER BY actual.revision DESC
    ) = 1;

CREATE OR REPLACE MACRO entry_standing_at(at_revision, without_batch_id := NULL) AS TABLE
FROM (
    FROM entry
    WHERE
        entry.revision <= at_revision
        AND (
            entry.batch_id IS NULL
            OR (
                entry.batch_id IS DISTINCT FROM without_batch_id
                AND entry.batch_id NOT IN (FROM fallen_at(at_revision))
            )
        )
    QUALIFY
        row_number() OVER (
            PARTITION BY entry.kind, entry.plan_id, entry.entry_key ORDER BY entry.revision DESC
        ) = 1
)
WHERE document <> 'null';

CREATE OR REPLACE MACRO population_standing_at(at_revision) AS TABLE
SELECT population.*, batch.recorded_at
FROM population
JOIN batch USING (batch_id)
WHERE
    population.revision <= at_revision
    AND population.batch_id NOT IN (FROM fallen_at(at_revision))
QUALIFY
    row_number() OVER (
        PARTITION BY
            population.municipality_code, population.counted_on, population.series,
            population.vintage, population.sex, population.age_group
        ORDER BY population.revision DESC
    ) = 1;

CREATE OR REPLACE VIEW actual_standing AS
FROM actual_standing_at((SELECT max(last_revision) FROM revision));

CREATE OR REPLACE VIEW entry_standing AS
FROM entry_standing_at((SELECT max(last_revision) FROM revision));

CREATE OR REPLACE VIEW population_standing AS
FROM population_standing_at((SELECT max(last_revision) FROM revision));

CREATE OR REPLACE VIEW attachment_standing AS
SELECT attachment.*
FROM attachment
WHERE attachment.batch_id NOT IN (FROM fallen_at((SELECT max(last_revision) FROM revision)));

-- What became of each report, by its last step, for whoever opens the file with the DuckDB command
-- line.
CREATE VIEW report_state AS
SELECT batch_id, event AS state, actor_name, reason, approval_no, replaced_by, recorded_at, revision
FROM batch_event
QUALIFY row_number() OVER (PARTITION BY batch_id ORDER BY revision DESC) = 1;
