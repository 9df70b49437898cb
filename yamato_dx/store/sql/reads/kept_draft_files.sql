-- One row per file of a draft whose bytes were not removed.
SELECT draft_key, sha256, bytes FROM draft_file
WHERE sha256 NOT IN (SELECT sha256 FROM removal)
