-- One row, or none: the file whose hash is $sha256, and whether its bytes are kept.
SELECT file_name, octet_length(bytes) > 0 AS has_bytes FROM file WHERE sha256 = $sha256
