"""A plan, averages and references as folders of text files: reading and writing."""
