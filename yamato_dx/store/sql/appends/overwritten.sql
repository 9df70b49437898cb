-- One row per piece written over unused blocks goes: it is done.
DROP TABLE IF EXISTS overwriting
