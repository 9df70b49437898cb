-- One row: the number of its tables, made more by a newer program.
UPDATE meta SET layout = %(layout)s
