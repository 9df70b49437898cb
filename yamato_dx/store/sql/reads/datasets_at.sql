-- One row per kind of data set whose name begins with $kind: its newest load by
-- $as_of_revision; before its first load, the first.
SELECT kind, sha256, document, recorded_at, revision
FROM dataset_load
WHERE starts_with(kind, $kind)
QUALIFY
    row_number() OVER (
        PARTITION BY kind
        ORDER BY
            revision > $as_of_revision,
            if(revision > $as_of_revision, revision, -revision)
    ) = 1
ORDER BY kind
