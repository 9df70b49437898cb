-- One row per file attached to a report received by $as_of_revision, in the order sent.
SELECT
    batch_id, attachment_no, nullif(concat_ws('/', plan_id, subject), '') AS subject, file_name,
    sha256, byte_count
FROM attachment
WHERE revision <= $as_of_revision
ORDER BY revision
