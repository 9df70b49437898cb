-- One row: whose record it is, and the number of its tables.
INSERT INTO meta (municipality_code, layout) VALUES (%(municipality_code)s, %(layout)s)
