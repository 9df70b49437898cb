-- One row per KPI and period of $municipality_code that held a value at $as_of_revision: whether and
-- by whom it is confirmed, and what it corrects or makes final (base_…), where it does.
-- A figure is confirmed where a report that says so is: one sent again unchanged stays confirmed.
WITH confirmation AS (
    SELECT batch_id, revision, recorded_at, actor_name, approval_no
    FROM batch_event
    WHERE event = 'confirmed' AND revision <= $as_of_revision
),

giving_back AS (
    SELECT batch_id, reason
    FROM batch_event
    WHERE event = 'returned' AND revision <= $as_of_revision
),

-- What stands, and what was confirmed and given back since: it was the figure all the same.
told AS (
    SELECT
        actual.municipality_code, kpi_id, period_start, period_months,
        actual_value, numerator, denominator, weight, value_status, batch_id, actual.revision,
        batch.recorded_at,
        coalesce(batch.correction_reason, answered.reason) AS reason,
        batch_id NOT IN (FROM fallen_at($as_of_revision)) AS is_standing,
        confirmation.revision AS confirmed_revision,
        confirmation.recorded_at AS confirmed_at,
        confirmation.actor_name AS confirmed_by,
        confirmation.approval_no
    FROM actual
    JOIN batch USING (batch_id)
    LEFT JOIN confirmation USING (batch_id)
    LEFT JOIN giving_back AS answered ON answered.batch_id = batch.answers
    WHERE actual.municipality_code = $municipality_code AND actual.revision <= $as_of_revision
),

standing AS (
    SELECT *,
        coalesce(
            NOT is_same_figure(
                {actual_value: actual_value, numerator: numerator,
                 denominator: denominator, value_status: value_status},
                {actual_value: lag(actual_value) OVER in_order,
                 numerator: lag(numerator) OVER in_order,
                 denominator: lag(denominator) OVER in_order,
                 value_status: lag(value_status) OVER in_order}
            )
            OR lag(revision) OVER in_order IS NULL,
            TRUE
        ) AS is_new
    FROM told
    WHERE is_standing
    WINDOW in_order AS (
        PARTITION BY kpi_id, period_start, period_months ORDER BY revision
    )
),

-- The figure that stands is what came last, from the report on that first said so.
numbered AS (
    SELECT *,
        sum(is_new::INTEGER) OVER (
            PARTITION BY kpi_id, period_start, period_months ORDER BY revision
        ) AS figure_no
    FROM standing
),

figure AS (
    SELECT
        municipality_code, kpi_id, period_start, period_months,
        min(revision) AS since_revision,
        arg_min(batch_id, revision) AS since_batch_id,
        arg_min(recorded_at, revision) AS since,
        arg_min(reason, revision) AS reason,
        arg_max({actual_value: actual_value, numerator: numerator, denominator: denominator,
                 value_status: value_status}, revision) AS figure,
        max(confirmed_at) AS confirmed_at,
        arg_max(confirmed_by, confirmed_revision) AS confirmed_by,
        arg_max_null(approval_no, confirmed_revision) AS approval_no
    FROM numbered
    GROUP BY municipality_code, kpi_id, period_start, period_months, figure_no
    QUALIFY
        row_number() OVER (
            PARTITION BY kpi_id, period_start, period_months ORDER BY since_revision DESC
        ) = 1
),

-- What it is held against: the last that was confirmed before it came, else what stood before it.
earlier AS (
    SELECT
        figure.kpi_id, figure.period_start, figure.period_months,
        told.actual_value, told.numerator, told.denominator, told.weight, told.value_status,
        told.batch_id,
        coalesce(told.confirmed_revision < figure.since_revision, FALSE) AS was_confirmed
    FROM figure
    JOIN told
        ON
            told.kpi_id = figure.kpi_id
            AND told.period_start = figure.period_start
            AND told.period_months = figure.period_months
            AND told.revision < figure.since_revision
            AND (told.is_standing OR told.confirmed_revision < figure.since_revision)
    QUALIFY
        row_number() OVER (
            PARTITION BY figure.kpi_id, figure.period_start, figure.period_months
            ORDER BY was_confirmed DESC, told.revision DESC
        ) = 1
),

compared AS (
    SELECT
        figure.*,
        earlier.* EXCLUDE (kpi_id, period_start, period_months),
        CASE
            WHEN
                is_same_figure(
                    figure.figure,
                    {actual_value: earlier.actual_value, numerator: earlier.numerator,
                     denominator: earlier.denominator, value_status: earlier.value_status}
                )
                THEN NULL
            WHEN
                earlier.value_status IN ('forecast', 'preliminary', 'awaiting')
                AND coalesce(figure.figure.value_status, 'final') = 'final'
                THEN 'update'
            WHEN earlier.was_confirmed THEN 'correction'
        END AS correction_kind
    FROM figure
    LEFT JOIN earlier USING (kpi_id, period_start, period_months)
)

SELECT
    municipality_code, kpi_id, period_start, period_months::BIGINT AS period_months,
    confirmed_at IS NOT NULL AS is_confirmed,
    confirmed_at, confirmed_by, approval_no,
    correction_kind,
    if(correction_kind IS NULL, NULL, actual_value) AS base_value,
    if(correction_kind IS NULL, NULL, numerator) AS base_numerator,
    if(correction_kind IS NULL, NULL, denominator) AS base_denominator,
    if(correction_kind IS NULL, NULL, weight) AS base_weight,
    if(correction_kind IS NULL, NULL, value_status) AS base_status,
    if(correction_kind IS NULL, NULL, batch_id) AS base_batch_id,
    if(correction_kind IS NULL, NULL, since) AS corrected_at,
    if(correction_kind IS NULL, NULL, since_batch_id) AS corrected_batch_id,
    if(correction_kind = 'correction', reason, NULL) AS correction_reason
FROM compared
ORDER BY municipality_code, kpi_id, period_start, period_months
