"""Reports: what a file would change, what it did, what is owed, how it all came."""
