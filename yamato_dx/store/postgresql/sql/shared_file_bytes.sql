-- One row, or none: the bytes of a received file, unless they were removed.
SELECT bytes FROM file WHERE sha256 = %(sha256)s AND octet_length(bytes) > 0 LIMIT 1
