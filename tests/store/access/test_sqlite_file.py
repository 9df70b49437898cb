"""The file of accounts, which a server and the command line open at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

from yamato_dx.store.access.accounts import account_count
from yamato_dx.store.access.sqlite_file import AccessFile, AccessUnavailable


def test_many_make_the_file_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as many:
        for name in ("a", "b", "c"):
            opened = list(many.map(AccessFile, [tmp_path / name] * 6))
            assert [account_count(database) for database in opened] == [0] * 6
            for database in opened:
                database.close()


def test_threads_that_come_and_go_leave_no_connection(tmp_path: Path) -> None:
    """A page runs in a thread of its own each time."""
    with closing(AccessFile(tmp_path / "r.access")) as file:
        for _ in range(20):
            thread = Thread(target=file.read, args=("account_count",))
            thread.start()
            thread.join()
        assert len(file._free) == 1


def test_closing_waits_for_whoever_reads(tmp_path: Path) -> None:
    """A connection closed under a query ends the whole process."""
    file = AccessFile(tmp_path / "r.access")
    is_begun, outcomes = Event(), []

    def reading() -> None:
        try:
            while True:
                file.read("account_count")
                is_begun.set()
        except AccessUnavailable as refused:
            outcomes.append(refused.message_id)

    threads = [Thread(target=reading) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert is_begun.wait(10)
    file.close()
    for thread in threads:
        thread.join(10)
    assert len(outcomes) == 4
    assert set(outcomes) <= {"store.closed", "store.access_unavailable"}
