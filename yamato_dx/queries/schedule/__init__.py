"""工程表: bars, the state of work items, what is late."""
