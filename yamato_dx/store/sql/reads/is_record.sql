-- One row: whether the file has the tables by which a record is known.
SELECT count(*) = 2 AS is_record
FROM duckdb_tables()
WHERE table_name IN ('schema_version', 'meta') AND database_name = current_database()
