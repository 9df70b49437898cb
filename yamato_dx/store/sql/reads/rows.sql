-- One row per row of ledger table $table_name with a number after $after, up to $until.
FROM query_table($table_name)
WHERE revision > $after AND revision <= $until
ORDER BY revision
