-- One row per kind of data set whose name begins with $kind, of a plan's versions per plan: its
-- newest load by $as_of_revision; before its first load, the first.
SELECT plan_id, concat_ws('/', plan_id, kind) AS kind, sha256, document, recorded_at, revision
FROM dataset_load
WHERE starts_with(dataset_load.kind, $kind)
QUALIFY
    row_number() OVER (
        PARTITION BY plan_id, dataset_load.kind
        ORDER BY
            revision > $as_of_revision,
            if(revision > $as_of_revision, revision, -revision)
    ) = 1
ORDER BY plan_id, dataset_load.kind
