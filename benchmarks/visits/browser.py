"""A Chromium that has never been here: what it fetches, and when the first chart stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import find_browser

LONGEST_LOAD = 60_000  # milliseconds
SETTLED = 1_500  # milliseconds without anything to do, for late requests


@dataclass(frozen=True)
class ColdLoad:
    """`encoded_bytes`: all responses as they came over the line, headers included."""

    encoded_bytes: float
    requests: int
    milliseconds: float


@contextmanager
def chromium() -> Iterator[Browser]:
    path = find_browser()
    assert path, "these benchmarks need a Chromium-based browser"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        try:
            yield browser
        finally:
            browser.close()


def cold_load(address: str, first_chart: str) -> ColdLoad:
    """Open `address` in a browser of its own until `first_chart` (a CSS selector) is seen."""
    with chromium() as browser:
        page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
        sizes: list[float] = []
        network = page.context.new_cdp_session(page)
        network.on(
            "Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"])
        )
        network.send("Network.enable")
        page.goto(address, wait_until="commit")
        page.wait_for_selector(first_chart, state="visible", timeout=LONGEST_LOAD)
        taken = page.evaluate("performance.now()")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLED)
        return ColdLoad(sum(sizes), len(sizes), float(taken))
