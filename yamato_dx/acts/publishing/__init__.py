"""公表: a moment published or taken back, texts released or kept inside."""
