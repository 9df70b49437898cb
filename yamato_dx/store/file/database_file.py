"""The record's open file: one cursor per call, what becomes of it when it breaks, how it closes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition
from typing import Final

import duckdb

from yamato_dx.errors import YamatoDxError
from yamato_dx.store.file import connection, failures
from yamato_dx.store.promise.refusals import RecordClosed, RecordNotWritten, RecordUnreadable

LOG: Final = logging.getLogger(__name__)

# How often a closing record repeats its interrupt: one that comes before a query has begun is lost.
INTERRUPT_SECONDS: Final = 0.02

# What still runs in a broken database fails at its next step; longer than this nobody waits for it.
BREAKING_SECONDS: Final = 10.0

Cursor = duckdb.DuckDBPyConnection


class DatabaseFile:
    """Safe for any number of threads.

    After some failures (a full disk while the log is folded into the file) DuckDB answers nothing
    more until the file is opened anew. That is done here, at the next call; `when_opened` is then
    given a cursor before anybody else gets one.
    """

    def __init__(self, parent: Cursor, path: Path, when_opened: Callable[[Cursor], None]) -> None:
        self.path = path
        self._parent = parent
        self._is_broken = False
        self._when_opened = when_opened
        self._inode = inode_of(path)
        self._turn = Condition()
        self._live: list[Cursor] = []
        self._is_closing = False
        try:
            with self.cursor() as cursor:
                when_opened(cursor)
        except BaseException:
            parent.close()
            raise

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """A cursor of its own for each call: shared between threads, one gives wrong answers."""
        cursor = self._take()
        try:
            yield cursor
        except duckdb.InterruptException as error:
            raise RecordClosed("store.closed", path=self.path) from error
        except YamatoDxError as error:
            self.note(error.__cause__)
            raise
        except duckdb.Error as error:
            self.note(error)
            refusal = failures.of_record(error, self.path)
            if refusal is None:
                raise
            raise refusal from error
        finally:
            with self._turn:
                self._live.remove(cursor)
                with suppress(duckdb.Error):  # an unfinished transaction is rolled back by this
                    cursor.close()
                self._turn.notify_all()

    def note(self, error: BaseException | None) -> None:
        """Whether DuckDB answers nothing more: the next call then opens the file anew."""
        if isinstance(error, duckdb.FatalException) and not self._is_broken:
            self._is_broken = True
            LOG.error("%s: %.300s", self.path, " ".join(str(error).split()))

    def require_there(self) -> None:
        """Raises RecordUnreadable where the file was moved or deleted since it was opened: DuckDB
        would go on writing into what nobody can open any more."""
        if inode_of(self.path) != self._inode:
            raise RecordUnreadable("store.lost", path=self.path)

    def close(self) -> None:
        """Refuse new work, interrupt what runs, wait for it, close the file."""
        with self._turn:
            if self._is_closing:
                return
            self._is_closing = True
            while self._live:
                for cursor in self._live:
                    cursor.interrupt()
                self._turn.wait(INTERRUPT_SECONDS)
        self._parent.close()

    def _take(self) -> Cursor:
        with self._turn:
            if self._is_broken:
                # DuckDB hands out the broken one as long as somebody in this process holds it.
                self._turn.wait_for(lambda: not self._live, BREAKING_SECONDS)
            if self._is_closing:
                raise RecordClosed("store.closed", path=self.path)
            if self._is_broken:
                self._open_anew()
            cursor = self._parent.cursor()
            self._live.append(cursor)
            return cursor

    def _open_anew(self) -> None:
        if self._live:
            raise RecordNotWritten("store.disk_failed", path=self.path)
        self._parent.close()
        self.require_there()  # else an empty one would be made
        with failures.opening(self.path):
            self._parent = connection.connect(self.path)
            with self._parent.cursor() as cursor:
                self._when_opened(cursor)
        self._is_broken = False


def inode_of(path: Path) -> tuple[int, int] | None:
    """Which file lies at `path`, whatever it holds; None where none can be seen."""
    with suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None
