-- One row: whose record it is, and the number of its tables.
CREATE TABLE meta (municipality_code TEXT NOT NULL, layout INTEGER NOT NULL)
