-- One row per row of `incoming`: acts as told.
INSERT INTO audit_event BY NAME FROM incoming ORDER BY revision
