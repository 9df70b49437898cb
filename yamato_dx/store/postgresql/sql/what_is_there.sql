-- One row: the server's version and encoding, whether the schema is there, how many tables it has,
-- and whether one of them says whose record it is.
SELECT
    current_setting('server_version_num')::INTEGER AS version,
    current_setting('server_encoding') AS encoding,
    EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = %(schema)s) AS is_there,
    (SELECT count(*) FROM pg_tables WHERE schemaname = %(schema)s) AS table_count,
    to_regclass(quote_ident(%(schema)s) || '.meta') IS NOT NULL AS is_record
