-- One row per file of a draft whose bytes are removed: it goes from the draft.
DELETE FROM draft_file WHERE sha256 IN (SELECT sha256 FROM removal)
