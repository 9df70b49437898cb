-- One row: a problem of a report that was answered.
INSERT INTO answer (
    batch_id, answer_no, code, choice, sheet, row_no, column_name, raw_text, asked_ja, asked_en,
    chosen_ja, chosen_en, municipality_code, kpi_id, period_start, period_months, actual_value,
    recorded_at, revision
)
VALUES (
    $batch_id, $answer_no, $code, $choice, $sheet, $row_no, $column_name, $raw_text, $asked_ja,
    $asked_en, $chosen_ja, $chosen_en, $municipality_code, $kpi_id, $period_start, $period_months,
    $actual_value, $recorded_at, $revision
)
