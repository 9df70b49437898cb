"""The database server of the tests: one for each process that runs them."""

from __future__ import annotations

import atexit
from functools import cache
from hashlib import sha256
from pathlib import Path

from benchmarks.servers.postgres import PostgresServer


@cache
def shared_server() -> PostgresServer:
    """Started when the first test asks. Where it cannot be, that test fails and says why."""
    server = PostgresServer()
    atexit.register(server.remove)
    return server.start()


def schema_for(folder: Path) -> str:
    """One of its own for each folder of a test."""
    return f"t_{sha256(str(folder).encode()).hexdigest()[:16]}"
