-- One row, or none: the bytes whose hash is $sha256, unless they were removed.
SELECT bytes FROM file WHERE sha256 = $sha256 AND octet_length(bytes) > 0
