-- One row: a load of $kind.
INSERT INTO dataset_load (kind, sha256, document, recorded_at, revision)
VALUES ($kind, $sha256, $document, $recorded_at, $revision)
