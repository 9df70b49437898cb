-- One row per backup that the file is, or was made of: where the audit trail stood.
SELECT epoch_us(moment) AS moment_us, trail_no, row_hash FROM trail_head ORDER BY trail_no
