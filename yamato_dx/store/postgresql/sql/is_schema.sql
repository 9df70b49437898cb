-- One row where there is such a schema, else none.
SELECT nspname FROM pg_namespace WHERE nspname = %(schema)s
