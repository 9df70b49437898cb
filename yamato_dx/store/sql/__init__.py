"""The SQL of the record, file by file, and how it is read."""
