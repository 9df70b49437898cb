-- What people conclude from the figures, as tables: causes, money, hours, happenings, meetings,
-- closing, publication. All of it is said in `entry`; these show what holds.

-- 要因・課題・今後の対応. plan_id NULL: of a KPI, which is the municipality's.
CREATE VIEW comment AS
SELECT
    plan_id,
    split_part(entry_key, ':', 1) AS subject_kind,
    split_part(entry_key, ':', 2) AS subject_id,
    split_part(entry_key, ':', 3)::INTEGER AS fiscal_year,
    nullif(document ->> '$.cause', '') AS cause,
    nullif(document ->> '$.issue', '') AS issue,
    nullif(document ->> '$.measure', '') AS measure,
    (document ->> '$.due')::DATE AS due,
    nullif(document ->> '$.person', '') AS person,
    nullif(document ->> '$.self_assessment', '') AS self_assessment,
    nullif(document ->> '$.self_grade', '') AS self_grade,
    document ->> '$.files' AS files,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'comment';

-- One row per 事業 of the budget, its amounts in `unit` (yen, thousand_yen).
CREATE VIEW budget_line AS
SELECT
    plan_id,
    split_part(entry_key, ':', 1)::INTEGER AS initiative_no,
    split_part(entry_key, ':', 2)::INTEGER AS fiscal_year,
    split_part(entry_key, ':', 3)::INTEGER AS line_no,
    document ->> '$.project' AS project,
    document ->> '$.account' AS account,
    document ->> '$.item' AS item,
    document ->> '$.unit' AS unit,
    (document ->> '$.budget')::BIGINT AS budget,
    (document ->> '$.settled')::BIGINT AS settled,
    document ->> '$.settled_status' AS settled_status,
    (document ->> '$.carried')::BIGINT AS carried,
    (document ->> '$.national')::BIGINT AS national,
    (document ->> '$.prefectural')::BIGINT AS prefectural,
    (document ->> '$.bonds')::BIGINT AS bonds,
    (document ->> '$.other')::BIGINT AS other,
    (document ->> '$.general')::BIGINT AS general,
    nullif(document ->> '$.note', '') AS note,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'budget_line';

CREATE VIEW work_hours AS
SELECT
    plan_id,
    split_part(entry_key, ':', 1)::INTEGER AS initiative_no,
    split_part(entry_key, ':', 2)::INTEGER AS fiscal_year,
    (document ->> '$.spent')::DOUBLE AS spent,
    (document ->> '$.saved')::DOUBLE AS saved,
    nullif(document ->> '$.source', '') AS source,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'work_hours';

-- kpi_ids «[]»: of all.
CREATE VIEW happening AS
SELECT
    entry_key::INTEGER AS happening_no,
    (document ->> '$.on')::DATE AS happened_on,
    document ->> '$.words' AS words,
    document ->> '$.source' AS source,
    document ->> '$.kpi_ids' AS kpi_ids,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'happening';

-- seen_revision, seen_on: the record and the day that it looked at.
CREATE VIEW meeting AS
SELECT
    entry_key AS meeting_id,
    document ->> '$.title' AS title,
    (document ->> '$.held_on')::DATE AS held_on,
    document ->> '$.plan_id' AS plan_id,
    (document ->> '$.fiscal_year')::INTEGER AS fiscal_year,
    (document ->> '$.snapshot.revision')::BIGINT AS seen_revision,
    (document ->> '$.snapshot.on')::DATE AS seen_on,
    document ->> '$.snapshot.plans' AS plans,
    document ->> '$.snapshot.papers' AS papers,
    document ->> '$.agenda' AS agenda,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'meeting';

CREATE VIEW meeting_point AS
SELECT
    split_part(entry_key, ':', 1) AS meeting_id,
    split_part(entry_key, ':', 2)::INTEGER AS point_no,
    document ->> '$.outcome' AS outcome,
    nullif(document ->> '$.words', '') AS words,
    nullif(document ->> '$.owner', '') AS owner,
    (document ->> '$.due')::DATE AS due,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'meeting_point';

CREATE VIEW follow_up AS
SELECT
    split_part(entry_key, ':', 1) AS meeting_id,
    split_part(entry_key, ':', 2)::INTEGER AS point_no,
    document ->> '$.state' AS state,
    (document ->> '$.on')::DATE AS told_on,
    document ->> '$.words' AS words,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'follow_up';

CREATE VIEW carry_over AS
SELECT
    plan_id,
    entry_key AS kpi_id,
    document ->> '$.treatment' AS treatment,
    document ->> '$.reason' AS reason,
    nullif(document ->> '$.successor', '') AS successor,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'carry_over';

-- seen_revision NULL: closed before, and opened again for `reason`.
CREATE VIEW closing AS
SELECT
    plan_id,
    (document ->> '$.on')::DATE AS closed_on,
    (document ->> '$.snapshot.revision')::BIGINT AS seen_revision,
    (document ->> '$.snapshot.on')::DATE AS seen_on,
    nullif(document ->> '$.reason', '') AS reason,
    nullif(document ->> '$.approval_no', '') AS approval_no,
    document ->> '$.missing' AS missing,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'closing';

-- By their numbers; the last is what is public. seen_revision NULL: nothing is any more.
CREATE VIEW publication AS
SELECT
    entry_key::INTEGER AS publication_no,
    (document ->> '$.on')::DATE AS published_on,
    (document ->> '$.snapshot.revision')::BIGINT AS seen_revision,
    (document ->> '$.snapshot.on')::DATE AS seen_on,
    nullif(document ->> '$.approval_no', '') AS approval_no,
    nullif(document ->> '$.reason', '') AS reason,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'publication';
