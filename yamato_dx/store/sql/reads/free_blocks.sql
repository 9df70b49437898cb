-- One row: how many blocks of the file hold nothing any more, and how many bytes each has.
SELECT free_blocks, block_size FROM pragma_database_size()
WHERE database_name = current_database()
