"""What visitors hold while they are there and leave when they go, of a real server."""

from __future__ import annotations

import asyncio
import http.client
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from benchmarks.visits.upload import upload, upload_half
from benchmarks.visits.visitor import Visitor as Caller
from benchmarks.visits.visitor import leave, run_visits, visiting
from tests.browser.conftest import Visitor
from tests.browser.serving import Server, served
from tests.forms import SEND
from tests.reports import window_csv
from yamato_dx.web.limits import Limits

MB = 1024 * 1024
LIMITS = Limits()
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


def come_and_go(server: Server, numbers: Iterable[int]) -> None:
    async def all_of_them() -> None:
        for number in numbers:
            for connection in await come_and_leave(server, number):
                connection.close()

    run_visits(all_of_them())


@pytest.mark.prove
@pytest.mark.skipif(not PROC.is_dir(), reason="open files are counted on Linux")
def test_visitors_who_left_keep_no_handle(tmp_path: Path) -> None:
    with served(tmp_path / "record.duckdb", "--sample") as server:
        come_and_go(server, [2])
        assert until(10, lambda: open_files(server) < 20), open_files(server)
        before = open_files(server)
        come_and_go(server, range(VISITORS))
        # Not one for each: the sweep comes every five seconds, no other visitor does.
        assert until(10, lambda: open_files(server) <= before + 2), open_files(server)
        log = (tmp_path / "record.log").read_bytes()
        assert len(log) < 10_000


async def uploads_at_once(server: Server, visitor: Caller, data: bytes, count: int) -> list[str]:
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

    large, small, many, huge = run_visits(visits())
    assert [one[:3] for one in large] == ["204"] * 3 + ["413"] * 3
    assert "192MB" in large[-1]
    assert small == ["204 "]
    assert [one[:3] for one in many] == ["204"] * 39 + ["413"] * 3
    assert "40件" in many[-1]
    assert huge[0].startswith("413 ファイルが大きすぎます")


async def halves(server: Server, count: int) -> list[http.client.HTTPConnection]:
    """Uploads that hang in the middle, of two visitors; each keeps its place for 20 seconds."""
    async with visiting(server.port) as one, visiting(server.port) as other:
        return [
            upload_half(server.port, visitor.session_id, b"1" * 20)
            for visitor in (one, other)
            for _ in range(count // 2)
        ]


@pytest.mark.parametrize(("lang", "width"), [("ja", 1280), ("en", 375)])
def test_a_file_that_is_not_received_says_so_in_its_box(
    visit: Visitor, empty: Server, lang: str, width: int
) -> None:
    reader = visit(empty, lang=lang, width=width).open("report")
    box = reader.page.get_by_test_id("stFileUploaderDropzone").first
    shown = "box => getComputedStyle(box, '::after').content"
    assert box.evaluate(shown) == "none"
    hanging = run_visits(halves(empty, LIMITS.uploads))
    try:
        file = FilePayload(name="実績.csv", mimeType="text/csv", buffer=b"1,2")
        reader.page.locator("input[type=file]").first.set_input_files(file)
        expect(reader.page.locator("[aria-invalid=true]")).to_be_visible()
        assert reader.say("web.upload.not_received") in box.evaluate(shown)
    finally:
        for connection in hanging:
            connection.close()
    # The browser tells of the refused upload; nothing else went wrong.
    assert reader.faults
    assert all("503" in fault for fault in reader.faults)
    reader.faults.clear()


REMOVE = """async url => {
  const token = document.cookie.match(/_streamlit_xsrf=([^;]+)/)[1];
  await fetch(url, { method: "DELETE", headers: { "X-Xsrftoken": decodeURIComponent(token) } });
}"""


def test_a_file_that_made_room_for_others_is_told_on_its_page(
    visit: Visitor, empty: Server
) -> None:
    reader = visit(empty).open("report")
    with reader.page.expect_request(lambda request: request.method == "PUT") as sent:
        reader.upload(window_csv())
    expect(reader.button(SEND.button)).to_be_visible()
    reader.page.evaluate(REMOVE, sent.value.url)
    reader.button(SEND.button).click()  # without a name: the page runs again
    reader.shows("web.upload.let_go")
    expect(reader.button(SEND.button)).to_have_count(0)
    reader.upload(window_csv())
    expect(reader.button(SEND.button)).to_be_visible()
    expect(reader.main.get_by_text(reader.say("web.upload.let_go"))).to_have_count(0)
