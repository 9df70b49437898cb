-- One row: a file that lies beside a draft.
SELECT bytes FROM draft_file WHERE draft_key = %(draft_key)s AND sha256 = %(sha256)s
