"""Database servers of their own, for tests and benchmarks."""
