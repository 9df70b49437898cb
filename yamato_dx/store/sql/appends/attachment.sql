-- One row per row of `incoming`: files attached to a report.
INSERT INTO attachment BY NAME FROM incoming ORDER BY revision
