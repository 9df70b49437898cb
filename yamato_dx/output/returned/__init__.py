"""A file as it was sent, in its own format, with one more column: why each row is not taken."""
