-- One row per report received by $as_of_revision, newest first, with what became of it by then.
-- reported: one {kpi_id, fiscal_year} of each KPI and year that it brought a value of.
SELECT
    batch.batch_id, kind, file_name, sha256,
    batch.actor_name, batch.actor_role, batch.actor_section, batch.actor_known_by,
    batch.actor_address,
    note, batch.recorded_at, batch.revision,
    row_count, new_count, changed_count, unchanged_count,
    if(withdrawal.batch_id IS NULL, 'standing', 'withdrawn') AS status,
    withdrawal.recorded_at AS withdrawn_at,
    withdrawal.actor_name AS withdrawn_by,
    withdrawal.actor_known_by AS withdrawn_known_by,
    withdrawal.actor_address AS withdrawn_address,
    withdrawal.reason AS withdrawn_reason,
    replaces,
    withdrawal.replaced_by,
    (
        SELECT list(DISTINCT {kpi_id: kpi_id, fiscal_year: year(period_start - INTERVAL 3 MONTH)})
        FROM actual
        WHERE actual.batch_id = batch.batch_id
    ) AS reported,
    (SELECT list(DISTINCT plan_id) FROM entry WHERE entry.batch_id = batch.batch_id)
        AS progress_plan_ids,
    (SELECT count(*) FROM entry WHERE entry.batch_id = batch.batch_id) AS progress_count,
    (SELECT count(*) FROM population WHERE population.batch_id = batch.batch_id)
        AS population_count
FROM batch
LEFT JOIN batch_event AS withdrawal
    ON
        withdrawal.batch_id = batch.batch_id
        AND withdrawal.event = 'withdrawn'
        AND withdrawal.revision <= $as_of_revision
WHERE batch.revision <= $as_of_revision
ORDER BY batch.revision DESC
