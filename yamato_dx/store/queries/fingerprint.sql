-- One row per table: how many rows, and a checksum over all columns of all rows. Reading every
-- block, it also finds damage. Equal only between files read by the same DuckDB.
SELECT 'meta' AS table_name, count(*) AS row_count, bit_xor(hash(meta))::VARCHAR AS checksum
FROM meta
UNION ALL
SELECT 'revision', count(*), bit_xor(hash(revision))::VARCHAR FROM revision
UNION ALL
SELECT 'dataset_load', count(*), bit_xor(hash(dataset_load))::VARCHAR FROM dataset_load
UNION ALL
SELECT 'file', count(*), bit_xor(hash(file))::VARCHAR FROM file
UNION ALL
SELECT 'batch', count(*), bit_xor(hash(batch))::VARCHAR FROM batch
UNION ALL
SELECT 'batch_event', count(*), bit_xor(hash(batch_event))::VARCHAR FROM batch_event
UNION ALL
SELECT 'actual', count(*), bit_xor(hash(actual))::VARCHAR FROM actual
UNION ALL
SELECT 'audit_event', count(*), bit_xor(hash(audit_event))::VARCHAR FROM audit_event
ORDER BY table_name
