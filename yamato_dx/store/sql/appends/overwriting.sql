-- One row per piece that is written over blocks which the file does not use any more.
CREATE OR REPLACE TABLE overwriting (bytes BLOB NOT NULL)
