-- One row per row of `incoming`: problems of a report that were answered.
INSERT INTO answer BY NAME FROM incoming ORDER BY revision
