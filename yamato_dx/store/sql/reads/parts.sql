-- One row per part of the acts after $after: its last revision. A part is whole acts, begun before
-- it has $part_rows rows or files of $part_bytes together.
WITH weighed AS (
    SELECT last_revision, 0 AS byte_count, TRUE AS is_end
    FROM revision
    WHERE last_revision > $after
    UNION ALL
    SELECT revision AS last_revision, octet_length(bytes) AS byte_count, FALSE AS is_end
    FROM file
    WHERE revision > $after
),

numbered AS (
    SELECT
        last_revision,
        is_end,
        sum(byte_count) OVER (ORDER BY last_revision) // $part_bytes
        + (last_revision - $after) // $part_rows AS part_no
    FROM weighed
)

SELECT max(last_revision) AS revision
FROM numbered
WHERE is_end
GROUP BY part_no
ORDER BY revision
