"""What visitors hold while they are there and leave when they go, of a real server."""

from __future__ import annotations

import asyncio
import http.client
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.upload import upload, upload_half
from benchmarks.visitor import Visitor, leave, visiting
from tests.browser.serving import Server, served

MB = 1024 * 1024
VISITORS = 24
PROC = Path("/proc")


def open_files(server: Server) -> int:
    return sum(1 for _ in (PROC / str(server.pid) / "fd").iterdir())


def until(seconds: float, is_so: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.2)
    return is_so()


async def come_and_leave(server: Server, number: int) -> list[http.client.HTTPConnection]:
    """Every third in the middle of an upload, every third in the middle of a run."""
    async with visiting(server.port) as visitor:
        cut: list[http.client.HTTPConnection] = []
        if number % 3 == 0:
            cut.append(
                await asyncio.to_thread(upload_half, server.port, visitor.session_id, b"1" * 3 * MB)
            )
        if number % 3 == 1:
            running = asyncio.create_task(visitor.rerun())
            await asyncio.sleep(0.01 * (number % 7))
            running.cancel()
        leave(visitor)
        return cut


@pytest.mark.skipif(not PROC.is_dir(), reason="open files are counted on Linux")
def test_visitors_who_left_keep_no_handle(tmp_path: Path) -> None:
    with served(tmp_path / "record.duckdb", "--sample") as server:
        asyncio.run(come_and_leave(server, 2))
        assert until(10, lambda: open_files(server) < 20), open_files(server)
        before = open_files(server)
        cut = [asyncio.run(come_and_leave(server, number)) for number in range(VISITORS)]
        for connection in (one for some in cut for one in some):
            connection.close()
        # Not one for each: the sweep comes every five seconds, no other visitor does.
        assert until(10, lambda: open_files(server) <= before + 2), open_files(server)
        log = (tmp_path / "record.log").read_bytes()
        assert len(log) < 10_000


async def uploads_at_once(server: Server, visitor: Visitor, data: bytes, count: int) -> list[str]:
    answers = await asyncio.gather(
        *(asyncio.to_thread(upload, server.port, visitor.session_id, data) for _ in range(count))
    )
    return sorted(f"{status} {words.strip()}" for status, words in answers)


def test_uploads_of_one_session_end_at_the_bound(empty: Server) -> None:
    async def visits() -> tuple[list[str], list[str], list[str], list[str]]:
        async with visiting(empty.port) as greedy, visiting(empty.port) as other:
            large = await uploads_at_once(empty, greedy, b"1" * 60 * MB, 6)
            small = await uploads_at_once(empty, other, b"1,2", 1)
            many = await uploads_at_once(empty, other, b"1,2", 42)
            huge = await uploads_at_once(empty, other, b"1" * 65 * MB, 1)
        return large, small, many, huge

    large, small, many, huge = asyncio.run(visits())
    assert [one[:3] for one in large] == ["204"] * 3 + ["413"] * 3
    assert "192MB" in large[-1]
    assert small == ["204 "]
    assert [one[:3] for one in many] == ["204"] * 39 + ["413"] * 3
    assert "40件" in many[-1]
    assert huge[0].startswith("413 ファイルが大きすぎます")
