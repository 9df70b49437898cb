"""The smallest things that could do the same: what our own numbers are held against."""
