-- One row: the number of the last migration applied.
SELECT max(version)::BIGINT AS version FROM schema_version
