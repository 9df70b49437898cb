"""A reader who chooses another option of a box, and when the last of it stood on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

from benchmarks.measure import median
from benchmarks.visits.browser import LONGEST_LOAD

SCRIPT: Final = (Path(__file__).parent / "changes.js").read_text(encoding="utf-8")
QUIET: Final = 400  # milliseconds without a message or a change: nothing more comes


@dataclass(frozen=True)
class Change:
    """Milliseconds from the press: until it was `sent`, `answered` with a first message,
    `received` whole, and until the screen `changed` for the last time."""

    sent: float
    answered: float
    received: float
    changed: float
    messages: float


def median_of(changes: Sequence[Change]) -> Change:
    """The median of each part."""
    names = [field.name for field in fields(Change)]
    return Change(**{name: median([getattr(one, name) for one in changes]) for name in names})


def reading(browser: Browser, address: str, content: str) -> Page:
    """A warm page on which `content` (a CSS selector) is seen."""
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    page.add_init_script(SCRIPT)
    page.goto(address)
    page.wait_for_selector(content, state="visible", timeout=LONGEST_LOAD)
    page.wait_for_timeout(5 * QUIET)
    return page


def choose(page: Page, box: str, option: str) -> Change:
    """Open the box (a CSS selector of its combobox) and press the option of that name."""
    page.locator(box).click()
    pressed = page.get_by_role("option", name=option, exact=True)
    pressed.wait_for()
    page.evaluate("() => yamatoChanges.begin()")
    pressed.click()
    page.wait_for_function("quiet => yamatoChanges.isStill(quiet)", arg=QUIET)
    return Change(**page.evaluate("() => yamatoChanges.end()"))
