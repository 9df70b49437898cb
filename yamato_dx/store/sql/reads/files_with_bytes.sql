-- One row per file of $hashes whose bytes are kept.
SELECT sha256 FROM file WHERE sha256 IN (SELECT unnest($hashes)) AND octet_length(bytes) > 0
