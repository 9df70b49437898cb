-- One row: bytes as received.
INSERT INTO file (sha256, file_name, bytes, received_at, revision)
VALUES ($sha256, $file_name, $bytes, $recorded_at, $revision)
