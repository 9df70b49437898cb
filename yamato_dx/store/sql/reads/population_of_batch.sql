-- One row per population figure of report $batch_id, in the order sent.
SELECT
    municipality_code, counted_on, series, vintage, sex, age_group, population,
    batch_id, population.revision, batch.recorded_at
FROM population
JOIN batch USING (batch_id)
WHERE batch_id = $batch_id
ORDER BY population.revision
