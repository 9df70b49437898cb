"""Frozen moments: made, looked at again, held against what today's rules make of them."""
