-- One row: whose record this is.
INSERT INTO meta (municipality_code) VALUES ($municipality_code)
