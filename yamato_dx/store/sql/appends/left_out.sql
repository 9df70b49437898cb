-- One row per row of `incoming`: problems for which rows of a file were not sent.
INSERT INTO left_out BY NAME FROM incoming ORDER BY revision
