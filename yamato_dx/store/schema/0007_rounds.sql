-- 照会 as tables: rounds, what each asks of whom, how its day was moved, who was reminded. All of it
-- is said in `entry`; these show what holds.

CREATE VIEW round AS
SELECT
    opened.entry_key AS round_id,
    opened.document ->> '$.kind' AS kind,
    opened.document ->> '$.title' AS title,
    (opened.document ->> '$.fiscal_year')::INTEGER AS fiscal_year,
    opened.document ->> '$.plan_ids' AS plan_ids,
    (opened.document ->> '$.opened_on')::DATE AS opened_on,
    (opened.document ->> '$.due')::DATE AS due,
    (closing.document ->> '$.on')::DATE AS closed_on,
    opened.actor_name, opened.recorded_at, opened.revision
FROM entry_standing AS opened
LEFT JOIN entry_standing AS closing
    ON closing.kind = 'round_closing' AND closing.entry_key = opened.entry_key
WHERE opened.kind = 'round';

-- One row per thing asked: a KPI, a work item or commitment, a card still empty.
CREATE VIEW round_item AS
SELECT
    round_id,
    item ->> '$.kind' AS kind,
    item ->> '$.item_id' AS item_id,
    nullif(item ->> '$.section_id', '') AS section_id
FROM (
    SELECT entry_key AS round_id, unnest((document -> '$.items')::JSON[]) AS item
    FROM entry_standing
    WHERE kind = 'round'
);

-- section_id NULL: moved for all of them.
CREATE VIEW round_deadline AS
SELECT
    split_part(entry_key, ':', 1) AS round_id,
    nullif(split_part(entry_key, ':', 2), '') AS section_id,
    (document ->> '$.due')::DATE AS due,
    document ->> '$.reason' AS reason,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'round_deadline';

CREATE VIEW reminder AS
SELECT
    split_part(entry_key, ':', 1) AS round_id,
    nullif(split_part(entry_key, ':', 2), '') AS section_id,
    split_part(entry_key, ':', 3)::INTEGER AS reminder_no,
    (document ->> '$.on')::DATE AS reminded_on,
    document ->> '$.text' AS text,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'reminder';
