-- One row, or none: the draft under $draft_key.
SELECT document FROM draft WHERE draft_key = $draft_key
