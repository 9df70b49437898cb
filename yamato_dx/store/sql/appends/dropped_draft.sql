-- One row less, if there was one: the draft is outside the ledger.
DELETE FROM draft WHERE draft_key = $draft_key
