"""kill -9 of those who write into a shared record, and of its database: what was told holds.

    python -m benchmarks.servers.killing [WRITERS_KILLED] [DATABASE_KILLED]

Eight processes append; each says of each act whether it was done, refused, or not known. Now and
then one of them, or the database, is killed and started again. In the end each act that was done
is in the ledger once and whole, none that was refused is, and no number is missing.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import count
from threading import Thread
from typing import Final

from benchmarks.servers.postgres import PostgresServer
from yamato_dx.root import ROOT
from yamato_dx.store.postgresql.ledger import PostgresLedger
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.promise.actor import PROGRAM
from yamato_dx.store.promise.refusals import RecordAway, RecordNotWritten
from yamato_dx.store.promise.tables import ACTS
from yamato_dx.store.promise.transaction import Transaction, audit

MUNICIPALITY: Final = "434477"
SCHEMA: Final = "killing"
WRITERS: Final = 8
ROWS: Final = 3
LONGEST_WAIT: Final = 0.6  # seconds between two kills
DID, REFUSED, UNSURE = "did", "refused", "unsure"


@dataclass(frozen=True)
class Tally:
    """What was found after all kills."""

    kills: int = 0
    done: int = 0
    refused: int = 0
    unsure: int = 0
    in_flight: int = 0  # in the ledger, but killed before it was told
    lost: int = 0  # told as done, not there
    doubled: int = 0
    torn: int = 0
    refused_but_there: int = 0
    gaps: int = 0  # numbers that no row has

    @property
    def is_sound(self) -> bool:
        wrong = (self.lost, self.doubled, self.torn, self.refused_but_there, self.gaps)
        return not any(wrong) and self.in_flight <= self.kills and self.done > 0


def append_forever(url: str, name: str) -> None:
    """The child: act after act, each told, until it is killed."""
    ledger = _opened(url)
    for number in count():
        key = f"{name}-{number}"
        try:
            append_act(ledger, key)
            told = DID
        except RecordNotWritten:
            told = UNSURE
        except RecordAway:
            told = REFUSED
            time.sleep(0.02)
        print(told, key, flush=True)


def _opened(url: str) -> PostgresLedger:
    """As soon as the database is there."""
    while True:
        try:
            return PostgresLedger(DatabaseUrl.read(url), MUNICIPALITY)
        except RecordAway:
            time.sleep(0.1)


def append_act(ledger: PostgresLedger, key: str) -> None:
    with ledger.writing() as head:
        transaction = Transaction(head.revision, ledger.clock)
        transaction.subject = key
        for _ in range(ROWS):
            audit(transaction, "enter", PROGRAM)
        rows = transaction.rows("enter")
        assert rows, "three rows were appended"
        ledger.append(rows)


class _Writer:
    """A child, and what it told. Started again under another name when it was killed."""

    def __init__(self, url: str, name: str) -> None:
        self.told: list[tuple[str, str]] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.servers.killing", "--child", url, name],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reading = Thread(target=self._read)
        self._reading.start()

    def _read(self) -> None:
        assert self._process.stdout, "the pipe was asked for"
        with self._process.stdout as lines:
            for line in lines:
                if line.endswith("\n"):  # one cut off by the kill tells nothing
                    told, key = line.split()
                    self.told.append((told, key))

    def kill(self) -> list[tuple[str, str]]:
        self._process.kill()
        self._process.wait()
        self._reading.join()
        return self.told


def kill_often(
    server: PostgresServer, writers_killed: int, database_killed: int, writers: int = WRITERS
) -> Tally:
    draw = random.Random(1)
    url = server.url(SCHEMA)
    PostgresLedger(DatabaseUrl.read(url), MUNICIPALITY).close()
    running = [_Writer(url, f"w{number}") for number in range(writers)]
    _await_all(running)
    told: list[tuple[str, str]] = []
    kills = [*["writer"] * writers_killed, *["database"] * database_killed]
    draw.shuffle(kills)
    for number, kind in enumerate(kills):
        time.sleep(draw.uniform(0, LONGEST_WAIT))
        if kind == "database":
            server.kill()
            server.start()
            continue
        place = draw.randrange(writers)
        told += running[place].kill()
        running[place] = _Writer(url, f"k{number}")
    time.sleep(LONGEST_WAIT)
    for writer in running:
        told += writer.kill()
    ledger = PostgresLedger(DatabaseUrl.read(url), MUNICIPALITY)
    try:
        return _found(ledger, told, kills=writers_killed + writers)
    finally:
        ledger.close()


def _await_all(running: Sequence[_Writer]) -> None:
    deadline = time.monotonic() + 120
    while not all(writer.told for writer in running) and time.monotonic() < deadline:
        time.sleep(0.05)


def _found(ledger: PostgresLedger, told: Iterable[tuple[str, str]], *, kills: int) -> Tally:
    of_keys: Counter[str] = Counter()
    revisions: list[int] = []
    acts = 0
    for rows in ledger.rows_after(0):
        told_of = rows.tables["audit_event"]
        of_keys.update(told_of["subject"].to_pylist())
        revisions += told_of["revision"].to_pylist()
        acts += rows.tables[ACTS].num_rows
    said: dict[str, set[str]] = {DID: set(), REFUSED: set(), UNSURE: set()}
    for kind, key in told:
        said[kind].add(key)
    return Tally(
        kills=kills,
        done=len(said[DID]),
        refused=len(said[REFUSED]),
        unsure=len(said[UNSURE]),
        in_flight=len(of_keys.keys() - said[DID] - said[REFUSED] - said[UNSURE]),
        lost=len(said[DID] - of_keys.keys()),
        doubled=sum(number > ROWS for number in of_keys.values()),
        torn=sum(number < ROWS for number in of_keys.values()) + abs(acts * ROWS - len(revisions)),
        refused_but_there=len(said[REFUSED] & of_keys.keys()),
        gaps=sum(one != place for place, one in enumerate(sorted(revisions), 1)),
    )


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--child"]:
        append_forever(arguments[1], arguments[2])
    writers_killed, database_killed = map(int, arguments[:2] or ("100", "20"))
    server = PostgresServer(is_durable=True)
    begun = time.monotonic()
    try:
        tally = kill_often(server.start(), writers_killed, database_killed)
    finally:
        server.remove()
    for one in fields(tally):
        print(f"{one.name:<18}{getattr(tally, one.name):>8}")
    print(f"{'acts per second':<18}{tally.done / (time.monotonic() - begun):>8.1f}")
    print("sound" if tally.is_sound else "NOT SOUND")
    return 0 if tally.is_sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
