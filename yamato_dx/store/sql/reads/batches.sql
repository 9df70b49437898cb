-- One row per report received by $as_of_revision, newest first, with what became of it by then.
-- reported: one {kpi_id, fiscal_year} of each KPI and year that it brought a value of.
-- progress_keys: of the work items and commitments that it tells of, each under its plan.
-- answered_by: the last report that came as the answer to this one, which was given back, unless
-- the answer was taken back too.
WITH answering AS (
    SELECT answers AS batch_id, arg_max(batch.batch_id, batch.revision) AS answered_by
    FROM batch
    WHERE
        answers IS NOT NULL
        AND batch.revision <= $as_of_revision
        AND batch.batch_id NOT IN (
            SELECT taken_back.batch_id
            FROM batch_event AS taken_back
            WHERE
                taken_back.event = 'withdrawn'
                AND taken_back.replaced_by IS NULL
                AND taken_back.revision <= $as_of_revision
        )
    GROUP BY answers
),

figures AS (
    SELECT
        batch_id,
        list(DISTINCT {kpi_id: kpi_id, fiscal_year: year(period_start - INTERVAL 3 MONTH)})
            AS reported
    FROM actual
    GROUP BY batch_id
),

progress AS (
    SELECT
        batch_id,
        list(DISTINCT plan_id) AS progress_plan_ids,
        list(DISTINCT concat_ws('/', plan_id, entry_key)) FILTER (WHERE kind = 'progress')
            AS progress_keys,
        count(*) AS progress_count
    FROM entry
    WHERE batch_id IS NOT NULL
    GROUP BY batch_id
),

counted AS (
    SELECT batch_id, count(*) AS population_count
    FROM population
    WHERE batch_id IS NOT NULL
    GROUP BY batch_id
)

SELECT
    batch.batch_id, kind, file_name, sha256,
    batch.actor_name, batch.actor_role, batch.actor_section, batch.actor_known_by,
    batch.actor_address,
    note, batch.recorded_at, batch.revision,
    row_count, new_count, changed_count, unchanged_count,
    CASE
        WHEN withdrawal.batch_id IS NOT NULL THEN 'withdrawn'
        WHEN giving_back.batch_id IS NOT NULL THEN 'returned'
        ELSE 'standing'
    END AS status,
    withdrawal.recorded_at AS withdrawn_at,
    withdrawal.actor_name AS withdrawn_by,
    withdrawal.actor_known_by AS withdrawn_known_by,
    withdrawal.actor_address AS withdrawn_address,
    withdrawal.reason AS withdrawn_reason,
    replaces,
    withdrawal.replaced_by,
    giving_back.recorded_at AS returned_at,
    giving_back.actor_name AS returned_by,
    giving_back.actor_known_by AS returned_known_by,
    giving_back.actor_address AS returned_address,
    giving_back.reason AS returned_reason,
    answers,
    answered_by,
    confirmation.recorded_at AS confirmed_at,
    confirmation.actor_name AS confirmed_by,
    confirmation.actor_known_by AS confirmed_known_by,
    confirmation.actor_address AS confirmed_address,
    confirmation.approval_no,
    correction_reason,
    reported,
    progress_plan_ids,
    progress_keys,
    coalesce(progress_count, 0) AS progress_count,
    coalesce(population_count, 0) AS population_count
FROM batch
LEFT JOIN answering USING (batch_id)
LEFT JOIN figures USING (batch_id)
LEFT JOIN progress USING (batch_id)
LEFT JOIN counted USING (batch_id)
LEFT JOIN batch_event AS withdrawal
    ON
        withdrawal.batch_id = batch.batch_id
        AND withdrawal.event = 'withdrawn'
        AND withdrawal.revision <= $as_of_revision
LEFT JOIN batch_event AS giving_back
    ON
        giving_back.batch_id = batch.batch_id
        AND giving_back.event = 'returned'
        AND giving_back.revision <= $as_of_revision
LEFT JOIN batch_event AS confirmation
    ON
        confirmation.batch_id = batch.batch_id
        AND confirmation.event = 'confirmed'
        AND confirmation.revision <= $as_of_revision
WHERE batch.revision <= $as_of_revision
ORDER BY batch.revision DESC
