-- One row per problem answered in a report received by $as_of_revision, in the order answered.
SELECT
    batch_id, answer_no, code, choice, sheet, row_no, cell, column_name, raw_text, asked_ja,
    asked_en, chosen_ja, chosen_en, municipality_code, kpi_id, period_start,
    period_months::BIGINT AS period_months, actual_value
FROM answer
WHERE revision <= $as_of_revision AND ($batch_id IS NULL OR batch_id = $batch_id)
ORDER BY revision
