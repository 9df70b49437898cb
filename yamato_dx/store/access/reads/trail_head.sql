-- One row, or none: number and hash of the newest row of the trail.
SELECT trail_no, row_hash FROM trail ORDER BY trail_no DESC LIMIT 1
