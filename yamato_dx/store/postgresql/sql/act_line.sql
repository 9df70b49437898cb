-- One row: the act that ends with revision %(revision)s; none where none does.
SELECT recorded_at, act, subject
FROM revision
WHERE last_revision = %(revision)s
