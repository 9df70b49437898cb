"""Papers of the moment in sight, to be saved."""
