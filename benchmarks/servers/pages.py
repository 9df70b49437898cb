"""How soon a value that was sent stands on the pages of two servers of one record, people reading
on both.

    python -m benchmarks.servers.pages [ACTS] [PEOPLE]

Values are sent by a third process, as the command line beside the servers sends them; from the
acknowledgement on a page of each server is run again and again until it shows them. Counted to the
moment at which the page is whole; beside it, how long that one run took.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from benchmarks.records.kill import values_of
from benchmarks.servers.killing import MUNICIPALITY
from benchmarks.servers.postgres import PostgresServer
from benchmarks.servers.visibility import Seen
from benchmarks.visits.server import serving
from benchmarks.visits.visitor import Visitor, run_visits, visiting
from yamato_dx.acts.report import send_report
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.promise.actor import PROGRAM
from yamato_dx.store.record import Record

SCHEMA: Final = "pages"
SHOWN_ON: Final = "data"
# What people turn meanwhile.
READ: Final = (("initiatives", "initiative=9"), ("", ""))
KPI: Final = "open_data_items"
FIRST_VALUE: Final = 10_001  # further ones are one more each; no other figure of the sample is
# Seconds between two values, as a dozen sections send them on the last day, and for which a person
# looks at a page before turning it: each drawn anew, or all would turn at once.
SENDS: Final = (1.0, 3.0)
LOOKS: Final = (2.0, 8.0)
WATCHES: Final = 0.05  # between two runs of the page on which a value is waited for
LONGEST_WAIT: Final = 30.0


@dataclass(frozen=True)
class OnPages:
    """`drawing`: the median of how long the page took that showed it, which is in `seen`."""

    seen: Seen
    drawing: float


def seconds_until_shown(server: PostgresServer, *, acts: int, people: int) -> OnPages:
    url = server.url(SCHEMA)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(_served(url, folder, "one")) as one,
        serving(_served(url, folder, "other")) as other,
        Record.open_shared(DatabaseUrl.read(url), Path(folder) / "own", MUNICIPALITY) as record,
    ):
        found = run_visits(_visits(record, (one.port, other.port), acts, people))
    waited = sorted(seconds for seconds, _ in found)
    seen = Seen(statistics.median(waited), waited[int(len(waited) * 0.99)], waited[-1])
    return OnPages(seen, statistics.median(drawing for _, drawing in found))


def _served(url: str, folder: str, name: str) -> Sequence[str]:
    mirrors = str(Path(folder) / name)
    return ("-m", "yamato_dx", "--mirrors", mirrors, "--database", url, "serve", "--sample")


async def _visits(
    record: Record, ports: Sequence[int], acts: int, people: int
) -> Sequence[tuple[float, float]]:
    """Of each value on each server: seconds until it was shown, and of the page that showed it."""
    async with AsyncExitStack() as stack:
        readers = [
            await stack.enter_async_context(visiting(port, *READ[number % len(READ)]))
            for port in ports
            for number in range(people)
        ]
        watchers = [await stack.enter_async_context(visiting(port, SHOWN_ON)) for port in ports]
        running = [asyncio.create_task(_read(reader)) for reader in readers]
        try:
            return [
                shown
                for number in range(acts)
                for shown in await _until_shown(record, watchers, FIRST_VALUE + number)
            ]
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)


async def _read(visitor: Visitor) -> None:
    """As a person turns pages."""
    while True:
        await asyncio.sleep(random.uniform(*LOOKS))
        await visitor.rerun()


async def _until_shown(
    record: Record, watchers: Sequence[Visitor], value: int
) -> list[tuple[float, float]]:
    acknowledged = await asyncio.to_thread(_send, record, value)
    words = f"{value:,}".encode()
    shown = await asyncio.gather(*(_shown(watcher, words) for watcher in watchers))
    await asyncio.sleep(random.uniform(*SENDS))
    return [(ended - acknowledged, drawn) for ended, drawn in shown]


async def _shown(visitor: Visitor, words: bytes) -> tuple[float, float]:
    """When the page was whole that shows `words`, run again and again until then, and how long
    that run took."""
    deadline = time.monotonic() + LONGEST_WAIT
    while True:
        began = time.monotonic()
        await visitor.rerun()
        ended = time.monotonic()
        if any(words in message for message in visitor.brought):
            return ended, ended - began
        assert ended < deadline, f"{words!r} is on no page after {LONGEST_WAIT:g} s"
        await asyncio.sleep(WATCHES)


def _send(record: Record, value: int) -> float:
    """The moment at which it was acknowledged."""
    frame = values_of(b"1:1").assign(
        kpi_id=KPI,
        period_start=pd.Timestamp("2025-04-01"),
        period_months=12,
        actual_value=float(value),
        raw_text=str(value),
    )
    send_report(
        record,
        data=f"{value}".encode(),
        file_name="report.csv",
        values=frame,
        actor=PROGRAM,
        previewed_at=record.head(),
    )
    return time.monotonic()


def main(arguments: list[str]) -> int:
    acts, people = map(int, arguments[:2] or ("100", "20"))
    server = PostgresServer(is_durable=True)
    try:
        shown = seconds_until_shown(server.start(), acts=acts, people=people)
    finally:
        server.remove()
    seen = shown.seen
    print(f"median {seen.median:.3f} s, p99 {seen.p99:.3f} s, worst {seen.worst:.3f} s")
    print(f"of which the page itself is drawn in {shown.drawing:.3f} s (median)")
    return 0 if seen.p99 <= 1 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
