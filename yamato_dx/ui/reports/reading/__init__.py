"""How a file was read, shown over its own rows, and what its sender says of it instead."""
