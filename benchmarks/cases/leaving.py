"""What is left of 300 visitors who came and went without a goodbye, a third of them in the middle
of an upload, and of one who sends 32 files of 60 MB at once.

No floor: the framework by itself keeps three handles for each that left, and every file.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.measure import Goal, Measure
from benchmarks.scale import Scale
from benchmarks.visits.server import Server, ours, serving
from benchmarks.visits.upload import upload, upload_half
from benchmarks.visits.visitor import leave, run_visits, visiting

MB: Final = 1024 * 1024
FILE: Final = b"1" * 60 * MB
FILES: Final = 32
AT_ONCE: Final = 6  # as many connections as a browser opens
SETTLED: Final = 10.0  # seconds
MINUTE: Final = 60.0


def run(scale: Scale) -> Sequence[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with serving(ours(Path(folder) / "record.duckdb"), log) as server:
            run_visits(_come_and_leave(server, 1))
            time.sleep(SETTLED)
            before = server.open_files()
            for number in range(scale.leaving):
                run_visits(_come_and_leave(server, number))
            time.sleep(SETTLED)
            kept = server.open_files() - before
            written = log.stat().st_size / 1e3
            resident = server.resident_mb()
            accepted = run_visits(_send_too_much(server))
            peak = server.resident_mb() - resident
            time.sleep(MINUTE)
            back = server.resident_mb() - resident
    what = f"{scale.leaving} visitors who left"
    return [
        Measure(f"{what}: handles kept", kept, "", None, Goal("at_most", 2)),
        Measure(f"{what}: log", written, "kB", None, Goal("at_most", 1000)),
        Measure("32 × 60 MB of one session: accepted", accepted, "", None, Goal("at_most", 3)),
        Measure("… memory meanwhile", peak, "MB", None, Goal("at_most", 400)),
        Measure("… memory kept a minute later", back, "MB", None, Goal("at_most", 30)),
    ]


async def _come_and_leave(server: Server, number: int) -> None:
    async with visiting(server.port) as visitor:
        cut = None
        if number % 3 == 0:
            cut = await asyncio.to_thread(upload_half, server.port, visitor.session_id, FILE[:MB])
        leave(visitor)
        if cut is not None:
            cut.close()


async def _send_too_much(server: Server) -> int:
    async with visiting(server.port) as visitor:
        sending = asyncio.Semaphore(AT_ONCE)

        async def send() -> bool:
            async with sending:
                # A refusal may come while the file is still being sent.
                with contextlib.suppress(OSError):
                    told = await asyncio.to_thread(upload, server.port, visitor.session_id, FILE)
                    return told[0] == 204
                return False

        return sum(await asyncio.gather(*(send() for _ in range(FILES))))
