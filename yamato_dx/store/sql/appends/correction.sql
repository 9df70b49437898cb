-- One row per row of `incoming`: figures with a reason of their own for being corrected.
INSERT INTO correction BY NAME FROM incoming ORDER BY revision
