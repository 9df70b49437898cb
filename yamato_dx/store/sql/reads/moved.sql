-- One row: where the record went with the act that ends with $revision; none where it is here.
SELECT detail ->> '$.to' AS place
FROM audit_event
WHERE revision = $revision AND act = 'move'
