-- One row: the transaction that ends with $revision.
INSERT INTO revision (last_revision, recorded_at, act, subject)
VALUES ($revision, $recorded_at, $act, $subject)
