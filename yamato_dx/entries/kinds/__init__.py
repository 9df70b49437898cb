"""Every kind of entry, in one table."""
