"""Chart specs → PNG and SVG, drawn in a child process."""
