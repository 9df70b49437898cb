-- One row: the next change.
UPDATE access_change SET change_no = change_no + 1
