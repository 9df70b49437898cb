"""A chosen file, back to whoever chose it, to be mended."""
