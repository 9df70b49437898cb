-- One row per file goes that a draft does not hold any more.
DELETE FROM draft_file WHERE draft_key = %(draft_key)s AND NOT sha256 = ANY(%(held)s)
