-- One row per figure of `incoming`, numbered from $revision in the order sent.
INSERT INTO population (
    municipality_code, counted_on, series, vintage, sex, age_group, population, batch_id, revision
)
SELECT
    municipality_code, counted_on, series, vintage, sex, age_group, population,
    $batch_id, $revision + incoming_no
FROM incoming
ORDER BY incoming_no
