-- A record holds several plans of its municipality: what is said of a plan is kept under that plan,
-- so that two plans may both have a version 1.0, a work item w1_1 and a question of the same id.

-- Whose version a document is. NULL: a data set of no plan. Until now there was one plan.
ALTER TABLE dataset_load ADD COLUMN plan_id VARCHAR;
UPDATE dataset_load
SET plan_id = coalesce(document ->> '$.plan_id', '')
WHERE starts_with(kind, 'plan:');

-- Of which plan an entry speaks. NULL: of what belongs to the municipality (sections, who owns a
-- KPI). What an act was called when it was recorded stays: an old hash over it holds.
ALTER TABLE entry ADD COLUMN plan_id VARCHAR;
UPDATE entry
SET plan_id = (
    SELECT coalesce(arg_min(plan_id, revision), '')
    FROM dataset_load
    WHERE starts_with(kind, 'plan:')
)
WHERE kind <> 'section' AND NOT (kind = 'owner' AND starts_with(entry_key, 'kpi:'));

-- To whose work item or commitment a file belongs.
ALTER TABLE attachment ADD COLUMN plan_id VARCHAR;
UPDATE attachment
SET plan_id = (
    SELECT coalesce(arg_min(plan_id, revision), '')
    FROM dataset_load
    WHERE starts_with(kind, 'plan:')
)
WHERE subject IS NOT NULL AND NOT starts_with(subject, 'kpi:');

-- A draft names its cells and files by the same keys: of a work item with the plan's id.
UPDATE draft
SET document = regexp_replace(
    regexp_replace(
        document,
        '([{,\[] ?"item\.)([a-z])',
        '\1' || (
            SELECT arg_min(plan_id, revision) FROM dataset_load WHERE starts_with(kind, 'plan:')
        ) || '/\2',
        'g'
    ),
    '("subject": ?")(work_item:|commitment:)',
    '\1' || (
        SELECT arg_min(plan_id, revision) FROM dataset_load WHERE starts_with(kind, 'plan:')
    ) || '/\2',
    'g'
)
WHERE EXISTS (SELECT 1 FROM dataset_load WHERE starts_with(kind, 'plan:'));

-- As before, by plan: one row per kind, plan and key.
CREATE OR REPLACE MACRO entry_standing_at(at_revision, without_batch_id := NULL) AS TABLE
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
            PARTITION BY entry.kind, entry.plan_id, entry.entry_key ORDER BY entry.revision DESC
        ) = 1
)
WHERE document <> 'null';

CREATE OR REPLACE VIEW entry_standing AS
FROM entry_standing_at((SELECT max(last_revision) FROM revision));

CREATE OR REPLACE VIEW attachment_standing AS
SELECT attachment.*
FROM attachment
WHERE
    attachment.batch_id NOT IN (
        SELECT batch_event.batch_id FROM batch_event WHERE batch_event.event = 'withdrawn'
    );

CREATE OR REPLACE VIEW plan_version AS
SELECT
    document ->> '$.municipality.municipality_code' AS municipality_code,
    plan_id,
    document ->> '$.plan_version' AS plan_version,
    document ->> '$.title.ja' AS title_ja,
    document ->> '$.title.en' AS title_en,
    (document ->> '$.effective_from')::DATE AS effective_from,
    document,
    recorded_at,
    revision
FROM (
    FROM dataset_load
    WHERE starts_with(kind, 'plan:')
    QUALIFY row_number() OVER (PARTITION BY plan_id, kind ORDER BY revision DESC) = 1
)
WHERE document <> 'null'; -- its registration was taken back

CREATE OR REPLACE VIEW decision AS
SELECT
    plan_id,
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

CREATE OR REPLACE VIEW supplement AS
SELECT
    plan_id,
    entry_key AS supplement_id,
    document ->> '$.source' AS source,
    document,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'supplement';

CREATE OR REPLACE VIEW owner AS
SELECT
    plan_id,
    split_part(entry_key, ':', 1) AS owned_kind,
    entry_key[strpos(entry_key, ':') + 1:] AS owned_id,
    document ->> '$.section_id' AS section_id,
    document ->> '$.report_due' AS report_due,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'owner';

CREATE OR REPLACE VIEW kpi_component AS
SELECT
    plan_id,
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

CREATE OR REPLACE VIEW work_progress AS
SELECT
    plan_id,
    entry_key AS item_id,
    document ->> '$.status' AS status,
    document ->> '$.start_month' AS start_month,
    document ->> '$.finish_month' AS finish_month,
    document ->> '$.evidence' AS evidence,
    batch_id, actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'progress';

-- How the figure of a KPI is got, as its section keeps it.
CREATE VIEW kpi_card AS
SELECT
    entry_key AS kpi_id,
    document ->> '$.system' AS system,
    document ->> '$.screen' AS screen,
    document ->> '$.condition' AS condition,
    document ->> '$.person' AS person,
    document ->> '$.traps' AS traps,
    document ->> '$.final' AS final,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'card';

-- To which last year a plan goes on, and by which decision.
CREATE VIEW extension AS
SELECT
    plan_id,
    (document ->> '$.last_year')::INTEGER AS last_year,
    document ->> '$.targets' AS targets,
    document ->> '$.decided_by' AS decided_by,
    (document ->> '$.decided_on')::DATE AS decided_on,
    document ->> '$.approval_no' AS approval_no,
    document ->> '$.reason' AS reason,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'extension';
