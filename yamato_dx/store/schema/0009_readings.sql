-- How the files of a section were said to be read: `said` of which rows and columns of a sheet whose
-- headings are `headings`. `section_id` is empty where none was told.

CREATE VIEW reading AS
SELECT
    split_part(entry_key, ':', 1) AS section_id,
    entry_key[strpos(entry_key, ':') + 1:] AS reading_id,
    document ->> '$.sheet' AS sheet,
    document -> '$.rows' AS headings,
    document -> '$.said' AS said,
    document ->> '$.file_name' AS file_name,
    actor_name, recorded_at, revision
FROM entry_standing
WHERE kind = 'reading';
