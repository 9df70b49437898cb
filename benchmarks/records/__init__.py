"""Records of a size that no town has, and one that is killed while it writes."""
