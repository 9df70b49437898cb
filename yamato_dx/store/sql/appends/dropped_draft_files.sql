-- One row less per file of draft $draft_key that is not among $held: outside the ledger, too.
DELETE FROM draft_file WHERE draft_key = $draft_key AND NOT list_contains($held, sha256)
