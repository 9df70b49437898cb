-- One row, or none: the bytes whose hash is $sha256.
SELECT bytes FROM file WHERE sha256 = $sha256
