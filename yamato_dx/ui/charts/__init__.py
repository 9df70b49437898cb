"""Charts on a page, and what their marks tell."""
