-- One row per row of `incoming`: steps of a report.
INSERT INTO batch_event BY NAME FROM incoming ORDER BY revision
