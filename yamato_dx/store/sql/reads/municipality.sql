-- One row: the municipality whose record this is.
SELECT municipality_code FROM meta
