-- One row: whether the bytes whose hash is $sha256 are kept already.
SELECT EXISTS (SELECT 1 FROM file WHERE sha256 = $sha256) AS is_known
