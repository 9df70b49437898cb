-- One row: a file attached to a report.
INSERT INTO attachment (
    batch_id, attachment_no, subject, file_name, sha256, byte_count, recorded_at, revision
)
VALUES (
    $batch_id, $attachment_no, $subject, $file_name, $sha256, $byte_count, $recorded_at, $revision
)
