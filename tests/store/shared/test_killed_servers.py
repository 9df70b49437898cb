from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from benchmarks.servers.killing import kill_often
from benchmarks.servers.postgres import PostgresServer

pytestmark = pytest.mark.waits


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """One that may be killed."""
    server = PostgresServer()
    yield server.start()
    server.remove()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
@pytest.mark.parametrize(
    ("writers_killed", "database_killed", "writers"),
    [(1, 1, 3), pytest.param(12, 4, 8, marks=pytest.mark.prove)],
)
def test_what_was_told_holds_whoever_was_killed(
    server: PostgresServer, writers_killed: int, database_killed: int, writers: int
) -> None:
    tally = kill_often(server, writers_killed, database_killed, writers)
    assert tally.is_sound, tally
