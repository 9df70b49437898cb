-- One row per population figure of report $batch_id that stands at $as_of_revision: what stands
-- instead once the report is withdrawn (nothing: NULL). Its own window over the rows beneath:
-- population_standing_at knows no «without», and a macro changes by a migration only.
WITH beneath AS (
    FROM population
    WHERE
        revision <= $as_of_revision
        AND batch_id <> $batch_id
        AND batch_id NOT IN (FROM fallen_at($as_of_revision))
    QUALIFY
        row_number() OVER (
            PARTITION BY municipality_code, counted_on, series, vintage, sex, age_group
            ORDER BY revision DESC
        ) = 1
)

SELECT
    held.municipality_code, held.counted_on, held.series, held.vintage, held.sex, held.age_group,
    held.population,
    beneath.population AS after_population,
    beneath.batch_id AS after_batch_id
FROM population_standing_at($as_of_revision) AS held
LEFT JOIN beneath
    ON
        beneath.municipality_code = held.municipality_code
        AND beneath.counted_on = held.counted_on
        AND beneath.series = held.series
        AND beneath.vintage IS NOT DISTINCT FROM held.vintage
        AND beneath.sex = held.sex
        AND beneath.age_group = held.age_group
WHERE held.batch_id = $batch_id
ORDER BY held.revision
