"""What stands on every screen beside its own: what others entered meanwhile."""
