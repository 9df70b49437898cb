"""公表: what is public, what would be, and the papers made of it."""
