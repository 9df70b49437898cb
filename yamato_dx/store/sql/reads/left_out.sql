-- One row per problem for which rows of a report received by $as_of_revision were not sent.
SELECT
    batch_id, left_out_no, severity, code, sheet, row_no, cell, column_name, raw_text,
    problem_ja, problem_en, mend_ja, mend_en
FROM left_out
WHERE revision <= $as_of_revision AND batch_id = $batch_id
ORDER BY revision
