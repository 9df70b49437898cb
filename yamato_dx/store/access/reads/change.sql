-- One row: the number of the newest change of what a session may do.
SELECT change_no FROM access_change
