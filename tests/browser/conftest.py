from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect, sync_playwright

from tests.browser.chromium import ADVICE, find_browser
from tests.browser.serving import Server, sent, served
from tests.browser.visiting import PATIENCE, Visit
from tests.reports import window_csv
from yamato_dx.root import ROOT

MINATO = ROOT / "tests" / "towns" / "minato"
# No sandbox: tests run as root in containers. No QUIC, sync or updates: nothing leaves on its own.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Visitor = Callable[..., Visit]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = ROOT / "tests" / "browser"
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """One reader's browser, as an office has it: what it fetched and compiled once, it keeps."""
    path = find_browser()
    if path is None:
        pytest.fail(ADVICE)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=path,
            args=list(FLAGS),
            locale="ja-JP",
            reduced_motion="reduce",
        )
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: BrowserContext) -> Iterator[Visitor]:
    """Opens a visit to a server. At its end: nothing left the machine, no error was logged."""
    visits: list[Visit] = []

    def opened(server: Server, *, lang: str = "ja", width: int = 1280) -> Visit:
        visits.append(Visit(browser, server, lang=lang, width=width))
        return visits[-1]

    yield opened
    faults = [fault for one in visits for fault in one.faults]
    for one in visits:
        one.close()
    assert faults == []


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A record without a report. Tests that send use `desk`."""
    with served(tmp_path_factory.mktemp("empty") / "record.duckdb") as server:
        yield server


@pytest.fixture(scope="session")
def part_filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A record with one section's report of FY2024."""
    database = tmp_path_factory.mktemp("part") / "record.duckdb"
    sent(database, window_csv())
    with served(database) as server:
        yield server


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The record of `make demo`: fictitious, full."""
    with served(tmp_path_factory.mktemp("sample") / "record.duckdb", "--sample") as server:
        yield server


@pytest.fixture(scope="session")
def minato(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Another town's plan, fictitious."""
    database = tmp_path_factory.mktemp("minato") / "record.duckdb"
    with served(database, plan=MINATO, on="2027-01-15") as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Server]:
    """An empty record of one test's own."""
    with served(tmp_path / "record.duckdb") as server:
        yield server
