"""A served dashboard as its own process, as `make run` starts it."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from tests.browser.offline import OUTBOUND
from yamato_dx.cli.parser import main
from yamato_dx.root import ROOT

# Every due date of the plan has passed.
ON: Final = "2026-06-15"
START_SECONDS: Final = 60
# Of servers that have ended: the browser knows the program's files at these addresses already.
_PORTS: Final[list[int]] = []


@dataclass(frozen=True)
class Server:
    """`database` is held by the served process: nobody else can open it. `host`: the address at
    which it is opened."""

    port: int
    database: Path
    pid: int
    host: str = "127.0.0.1"

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"


@contextmanager
def served(database: Path, *words: str, plan: Path | None = None, on: str = ON) -> Iterator[Server]:
    """Serve `database` at a free port until the end of the block, on a machine without a network.
    At its end: nothing asked for the outside."""
    port = free_port()
    before = ["--plan", str(plan)] if plan else []
    command = [sys.executable, "-m", "tests.browser.offline", *before, "--database", str(database)]
    log = database.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "serve", "--port", str(port), "--on", on, *words],
            cwd=ROOT,
            stdout=output,
            stderr=output,
        )
        try:
            _wait_until_healthy(process, port, log)
            yield Server(port, database, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            _PORTS.append(port)
    assert OUTBOUND not in log.read_text(encoding="utf-8")


def sent(database: Path, content: bytes, name: str = "実績.csv") -> None:
    """Put a report into a record that nobody serves yet."""
    file = database.with_name(name)
    file.write_bytes(content)
    assert main(["--database", str(database), "import", str(file), "--by", "準備", "--on", ON]) == 0


def free_port() -> int:
    """One that was used before, if nothing else has taken it meanwhile."""
    while _PORTS:
        with suppress(OSError):
            return _bound(_PORTS.pop())
    return _bound(0)


def _bound(port: int) -> int:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        return int(probe.getsockname()[1])


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
    raise AssertionError(f"not healthy after {START_SECONDS} s:\n{log.read_text(encoding='utf-8')}")
