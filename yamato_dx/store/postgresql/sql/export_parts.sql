-- One row per part of the acts after %(after)s: its last revision. A part is whole acts, begun
-- before it has %(part_rows)s rows or files of %(part_bytes)s together.
WITH weighed AS (
    SELECT last_revision, 0 AS byte_count, TRUE AS is_end
    FROM revision
    WHERE last_revision > %(after)s
    UNION ALL
    SELECT revision AS last_revision, octet_length(bytes) AS byte_count, FALSE AS is_end
    FROM file
    WHERE revision > %(after)s
),

numbered AS (
    SELECT
        last_revision,
        is_end,
        div(sum(byte_count) OVER (ORDER BY last_revision), %(part_bytes)s)
        + div((last_revision - %(after)s)::NUMERIC, %(part_rows)s) AS part_no
    FROM weighed
)

SELECT max(last_revision) AS revision
FROM numbered
WHERE is_end
GROUP BY part_no
ORDER BY revision
