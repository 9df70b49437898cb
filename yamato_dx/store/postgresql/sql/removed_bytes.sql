-- One row per file whose bytes are removed: they go, its hash and name stay.
UPDATE file SET bytes = ''::bytea
WHERE sha256 IN (SELECT sha256 FROM removal) AND octet_length(bytes) > 0
