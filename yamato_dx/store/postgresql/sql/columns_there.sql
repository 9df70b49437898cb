-- One row per column of a table in the schema.
SELECT table_name, column_name
FROM information_schema.columns
WHERE table_schema = %(schema)s
