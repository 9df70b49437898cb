"""The screen 工程表."""
