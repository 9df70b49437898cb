"""Bytes → sheets of texts: kinds of files, encodings, limits."""
