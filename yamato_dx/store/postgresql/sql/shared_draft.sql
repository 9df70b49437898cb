-- One row: what lies under a key of the drafts.
SELECT document FROM draft WHERE draft_key = %(draft_key)s
