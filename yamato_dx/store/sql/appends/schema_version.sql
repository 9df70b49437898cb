-- One row: a migration applied.
INSERT INTO schema_version (version, migration, applied_at)
VALUES ($version, $migration, $applied_at)
