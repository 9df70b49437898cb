"""Many towns on one machine: a process and a host name for each, so that none shares cookies,
scripts or a record with another."""
