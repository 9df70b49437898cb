"""Signing in: the pages before it, the ways in, and the door that nobody passes without."""
