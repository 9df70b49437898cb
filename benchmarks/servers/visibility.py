"""How soon what was recorded on one server stands on another, people reading on both.

python -m benchmarks.servers.visibility [ACTS] [PEOPLE]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Final

from benchmarks.servers.killing import MUNICIPALITY
from benchmarks.servers.postgres import PostgresServer
from yamato_dx.root import ROOT
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.promise.actor import PROGRAM
from yamato_dx.store.promise.transaction import audit
from yamato_dx.store.record import Record

SCHEMA: Final = "visibility"
PAUSE: Final = 0.05  # between two acts
READ_PAUSE: Final = 2.0  # of one reader, as a person turns pages


@dataclass(frozen=True)
class Seen:
    """In seconds after the acknowledgement."""

    median: float
    p99: float
    worst: float


def seconds_until_seen(server: PostgresServer, *, acts: int, people: int) -> Seen:
    url = server.url(SCHEMA)
    with tempfile.TemporaryDirectory() as folder:
        words = ["--child", url, str(Path(folder) / "other"), str(acts), str(people)]
        with (
            Record.open_shared(DatabaseUrl.read(url), Path(folder) / "own", MUNICIPALITY) as record,
            read_by(record, people),
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.servers.visibility", *words],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            ) as child,
        ):
            found = _watched(record, child)
    waited = sorted(found)
    return Seen(statistics.median(waited), waited[int(len(waited) * 0.99)], waited[-1])


def _watched(record: Record, child: subprocess.Popen[str]) -> list[float]:
    """The moment of each head here, held against the moment at which it was told there."""
    came: dict[int, float] = {}
    stopping = Event()

    def watch() -> None:
        while not stopping.is_set():
            came.setdefault(record.head(), time.time())
            time.sleep(0.001)

    watching = Thread(target=watch)
    watching.start()
    assert child.stdout, "the pipe was asked for"
    told = {int(one): float(at) for one, at in map(str.split, child.stdout)}
    time.sleep(2)
    stopping.set()
    watching.join()
    # One that came with a later one was seen with it.
    return [
        max(0.0, min(at for head, at in came.items() if head >= revision) - acknowledged)
        for revision, acknowledged in told.items()
    ]


@contextmanager
def read_by(record: Record, people: int) -> Iterator[None]:
    """So many ask what stands, again and again."""
    stopping = Event()

    def read() -> None:
        while not stopping.is_set():
            record.batches()
            record.standing()
            stopping.wait(READ_PAUSE)

    readers = [Thread(target=read) for _ in range(people)]
    for reader in readers:
        reader.start()
    try:
        yield
    finally:
        stopping.set()
        for reader in readers:
            reader.join()


def act_often(url: str, folder: Path, acts: int, people: int) -> None:
    """The child: tells of each act its revision and the moment at which it was acknowledged."""
    with (
        Record.open_shared(DatabaseUrl.read(url), folder, MUNICIPALITY) as record,
        read_by(record, people),
    ):
        for number in range(acts):
            with record.writing("enter") as transaction:
                transaction.subject = f"{number}"
                audit(transaction, "enter", PROGRAM)
            print(transaction.last_revision, time.time(), flush=True)
            time.sleep(PAUSE)


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--child"]:
        url, folder, acts, people = arguments[1:]
        act_often(url, Path(folder), int(acts), int(people))
        return 0
    acts, people = map(int, arguments[:2] or ("300", "20"))
    server = PostgresServer(is_durable=True)
    try:
        seen = seconds_until_seen(server.start(), acts=acts, people=people)
    finally:
        server.remove()
    print(f"median {seen.median:.3f} s, p99 {seen.p99:.3f} s, worst {seen.worst:.3f} s")
    return 0 if seen.p99 <= 1 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
