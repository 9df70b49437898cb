-- One row per figure of `incoming`: what stands at $as_of_revision in its place, whether it is
-- new, changed or unchanged, and whether something else stood there at $previewed_at.
SELECT
    incoming.incoming_no,
    CASE
        WHEN standing.revision IS NULL THEN 'new'
        WHEN incoming.population = standing.population THEN 'unchanged'
        ELSE 'changed'
    END AS change,
    standing.population AS before_population,
    standing.batch_id AS before_batch_id,
    standing.revision IS DISTINCT FROM seen.revision AS is_stale
FROM incoming
LEFT JOIN population_standing_at($as_of_revision) AS standing
    ON
        standing.municipality_code = incoming.municipality_code
        AND standing.counted_on = incoming.counted_on
        AND standing.series = incoming.series
        AND standing.vintage IS NOT DISTINCT FROM incoming.vintage
        AND standing.sex = incoming.sex
        AND standing.age_group = incoming.age_group
LEFT JOIN population_standing_at($previewed_at) AS seen
    ON
        seen.municipality_code = incoming.municipality_code
        AND seen.counted_on = incoming.counted_on
        AND seen.series = incoming.series
        AND seen.vintage IS NOT DISTINCT FROM incoming.vintage
        AND seen.sex = incoming.sex
        AND seen.age_group = incoming.age_group
ORDER BY incoming.incoming_no
