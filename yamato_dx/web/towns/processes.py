"""The processes of many towns: started together, started again when one ends, ended together."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any, Final

from yamato_dx.i18n import text
from yamato_dx.root import ROOT
from yamato_dx.web.towns.reading import ServedTown

# A process that ran so long failed for another reason than its start.
STEADY_SECONDS: Final = 60.0
FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 60.0
# Its record is closed within five seconds.
ENDING_SECONDS: Final = 20.0
LOOK_SECONDS: Final = 0.2
# What no new start mends: used wrongly.
USED_WRONGLY: Final = 2

# A group of its own: a stop reaches it from here alone, when its turn comes.
APART: dict[str, Any] = {"start_new_session": True}
STOP: int = signal.SIGTERM
if sys.platform == "win32":
    APART = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    STOP = signal.CTRL_BREAK_EVENT


@dataclass
class TownProcess:
    """`due_at`: when it is started again (`time.monotonic`); None: it runs, or is given up."""

    town: ServedTown
    process: subprocess.Popen[str] | None = None
    started_at: float = 0.0
    wait: float = FIRST_WAIT
    due_at: float | None = 0.0
    telling: Thread | None = None


def serve_all(towns: Iterable[ServedTown], lang: str) -> int:
    """Until told to stop; the exit code: 0, or 2 where no town is left to serve."""
    stop = Event()
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: stop.set())
    processes = [TownProcess(town) for town in towns]
    try:
        while not stop.wait(LOOK_SECONDS):
            for process in processes:
                _look_after(process, lang)
            if all(town.process is None and town.due_at is None for town in processes):
                return USED_WRONGLY
    finally:
        _end(processes)
    return 0


def _look_after(of_town: TownProcess, lang: str) -> None:
    now = time.monotonic()
    if of_town.process is None:
        if of_town.due_at is not None and now >= of_town.due_at:
            _start(of_town, now)
        return
    code = of_town.process.poll()
    if code is None:
        return
    if of_town.telling:
        of_town.telling.join(1)
    of_town.process = None
    if code == USED_WRONGLY:
        _tell(of_town.town, text("web.towns.given_up", lang, code=code))
        return
    if now - of_town.started_at >= STEADY_SECONDS:
        of_town.wait = FIRST_WAIT
    of_town.due_at = now + of_town.wait
    _tell(of_town.town, text("web.towns.ended", lang, code=code, seconds=round(of_town.wait)))
    of_town.wait = min(LONGEST_WAIT, of_town.wait * 2)


def _start(of_town: TownProcess, now: float) -> None:
    of_town.due_at, of_town.started_at = None, now
    of_town.process = subprocess.Popen(  # noqa: S603
        of_town.town.command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        **APART,
    )
    of_town.telling = Thread(target=_pass_on, args=(of_town.town, of_town.process), daemon=True)
    of_town.telling.start()


def _pass_on(town: ServedTown, process: subprocess.Popen[str]) -> None:
    """What a town's process says, under its name."""
    assert process.stdout
    for line in process.stdout:
        _tell(town, line.rstrip("\n"))


def _tell(town: ServedTown, line: str) -> None:
    sys.stderr.write(f"[{town.host}] {line}\n")
    sys.stderr.flush()


def _end(processes: Iterable[TownProcess]) -> None:
    running = [town.process for town in processes if town.process and town.process.poll() is None]
    for process in running:
        process.send_signal(STOP)
    until = time.monotonic() + ENDING_SECONDS
    for process in running:
        try:
            process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
