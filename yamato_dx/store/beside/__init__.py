"""What lies beside a record and is never in it, nor in a backup or an export of it."""
