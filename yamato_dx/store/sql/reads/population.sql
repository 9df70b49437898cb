-- One row per reported population figure that stood at $as_of_revision.
SELECT
    municipality_code, counted_on, series, vintage, sex, age_group, population,
    batch_id, revision, recorded_at
FROM population_standing_at($as_of_revision)
ORDER BY municipality_code, counted_on, series, vintage, sex, revision
