-- One row per row of `incoming`: files whose bytes are removed.
INSERT INTO removal BY NAME FROM incoming ORDER BY revision
