"""xlsx, opened in a child process: cells as a person sees them, with their marks."""
