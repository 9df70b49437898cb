-- One row: an unfinished entry.
INSERT INTO draft (draft_key, document, updated_at)
VALUES (%(draft_key)s, %(document)s, %(updated_at)s)
