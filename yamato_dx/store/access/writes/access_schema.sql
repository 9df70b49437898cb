-- One row per migration applied.
INSERT INTO access_schema (version) VALUES (:version)
