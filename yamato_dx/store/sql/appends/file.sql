-- One row per row of `incoming`: bytes as received.
INSERT INTO file BY NAME FROM incoming ORDER BY revision
