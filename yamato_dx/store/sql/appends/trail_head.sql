-- One row: where the audit trail stood when a backup was made.
INSERT INTO trail_head BY NAME
SELECT $moment AS moment, $trail_no AS trail_no, $row_hash AS row_hash
