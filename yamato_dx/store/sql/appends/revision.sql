-- One row per row of `incoming`: acts, by their ends.
INSERT INTO revision BY NAME FROM incoming ORDER BY last_revision
