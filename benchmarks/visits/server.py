"""A server process: started on a free port, read by the system's own counters, stopped."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from yamato_dx.root import ROOT

LONGEST_START: Final = 120.0  # seconds
POLL: Final = 0.01


@dataclass(frozen=True)
class Server:
    """`seconds_to_healthy` is counted from before the process is made."""

    process: subprocess.Popen[bytes]
    port: int
    seconds_to_healthy: float

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """User and system time of all its threads, ended ones too, to the nanosecond.

        Linux numbers the CPU clock of a process so (clock_getcpuclockid); its file in /proc
        counts hundredths of a second, too coarse for a rerun.
        """
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def open_files(self) -> int:
        """Files, pipes and sockets that it holds."""
        return sum(1 for _ in Path(f"/proc/{self.process.pid}/fd").iterdir())

    def resident_mb(self) -> float:
        """Its memory as the system counts it (RSS), in millions of bytes."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        resident = next(line for line in lines if line.startswith("VmRSS:"))
        return int(resident.split()[1]) * 1024 / 1e6


@dataclass(frozen=True)
class Where:
    """`folder`: the working directory, whose code is run. `port`: None is any that is free."""

    folder: Path = ROOT
    port: int | None = None


HERE: Final = Where()


def ours(
    record: Path, *extra: str, module: str = "yamato_dx", is_sample: bool = True
) -> tuple[str, ...]:
    """The command that serves our dashboard; of sample figures unless told otherwise."""
    sample = ("--sample",) if is_sample else ()
    return ("-m", module, "--database", str(record), "serve", *sample, *extra)


def floor(name: str, *extra: str) -> tuple[str, ...]:
    """The command that serves one of `floors/`."""
    return ("-m", "benchmarks.floors.serve", name, *extra)


@contextmanager
def serving(
    command: Sequence[str], log_file: Path | None = None, *, where: Where = HERE
) -> Iterator[Server]:
    """The server of `command` once it is healthy; it is stopped at the end, whatever happens.
    What it says goes to `log_file`, for those who look at it."""
    port = where.port or free_port()
    began = time.perf_counter()
    with (
        log_file.open("w+b") if log_file else tempfile.TemporaryFile() as log,
        _process(command, port, log.fileno(), where.folder) as process,
    ):
        server = Server(process, port, 0.0)
        try:
            _wait_until_healthy(server)
        except RuntimeError as error:
            log.seek(0)
            raise RuntimeError(f"{error}\n{log.read().decode()[-3000:]}") from None
        yield Server(process, port, time.perf_counter() - began)


@contextmanager
def _process(
    command: Sequence[str], port: int, log: int, folder: Path
) -> Iterator[subprocess.Popen[bytes]]:
    whole = [sys.executable, *command, "--port", str(port)]
    process = subprocess.Popen(whole, cwd=folder, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(server: Server) -> None:
    deadline = time.perf_counter() + LONGEST_START
    while time.perf_counter() < deadline:
        if server.process.poll() is not None:
            raise RuntimeError(f"the server ended with {server.process.returncode}")
        if _is_healthy(server.address):
            return
        time.sleep(POLL)
    raise RuntimeError(f"not healthy after {LONGEST_START:g} seconds")


def _is_healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
