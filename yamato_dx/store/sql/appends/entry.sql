-- One row per row of `incoming`: things said.
INSERT INTO entry BY NAME FROM incoming ORDER BY revision
