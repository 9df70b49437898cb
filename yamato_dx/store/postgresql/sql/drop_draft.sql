-- One row at most goes: what lies under a key of the drafts.
DELETE FROM draft WHERE draft_key = %(draft_key)s
