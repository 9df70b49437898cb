-- One row per row of `incoming`: reports.
INSERT INTO batch BY NAME FROM incoming ORDER BY revision
