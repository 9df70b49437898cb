"""Frames → xlsx: exports, templates, the plan."""
