-- One row: whose record it is, and the number of its tables.
SELECT municipality_code, layout FROM meta
