-- One row: the writer's lock is ours until the transaction ends.
SELECT pg_advisory_xact_lock(%(key)s)
