-- One row: how many rows table $table_name has, and a checksum over all columns of all rows.
-- Reading every block, it also finds damage. Equal only between files read by the same DuckDB.
SELECT
    $table_name AS table_name,
    count(*) AS row_count,
    bit_xor(hash(one))::VARCHAR AS checksum
FROM query_table($table_name) AS one
