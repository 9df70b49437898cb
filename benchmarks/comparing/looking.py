"""One page in front of one window: waited for until nothing moves, then told and pictured."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Locator, Page

from benchmarks.comparing.dom import as_lines
from tests.browser.visiting import IDLE, PROBE

TREE: Final = Path(__file__).with_name("tree.js").read_text(encoding="utf-8")
TALLEST: Final = 16_000  # what the browser can draw as one picture
LONGEST: Final = 180_000  # milliseconds: a busy machine is slow, and that is no difference
QUIET: Final = 150  # milliseconds in which nothing changed
MOST_LOOKS: Final = 60
MOST_BOXES: Final = 20
WIDEST: Final = 1280
HEIGHTS: Final = {WIDEST: 720, 375: 812}
# Letters and pictures are there, and what was told last has been drawn.
READY: Final = """async () => {
  await document.fonts.ready;
  await Promise.all([...document.images].map(one => one.decode().catch(() => null)));
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
WHOLE_HEIGHT: Final = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  return Math.ceil(main.getBoundingClientRect().top + main.scrollHeight);
}"""
MAIN: Final = "[data-testid=stMain]"
# What stands in the framework's boxes is drawn once they are open; in our own it is there already.
CLOSED_BOXES: Final = f"{MAIN} [data-testid=stExpander] details:not([open]) > summary"
OPEN_OWN: Final = """() => {
  const own = [...document.querySelectorAll('[data-testid=stMain] [data-testid=stHtml] details')];
  const closed = own.filter(one => !one.open);
  closed.forEach(one => { one.open = true; });
  return closed.length;
}"""
SAVE_MENUS: Final = f"{MAIN} [data-testid=stPopover] button"
SAVE_BUTTONS: Final = "[data-testid=stDownloadButton] button"
OPEN_MENU: Final = "[data-testid=stPopoverBody]"


class NeverQuiet(Exception):
    """A page that still changes after all patience."""


class Look:
    """The only one of its browser: a window behind another is not drawn. Errors on the console are
    part of what is seen."""

    def __init__(self, reader: BrowserContext) -> None:
        self.page: Page = reader.pages[0]
        self.page.set_default_timeout(LONGEST)
        self._width = WIDEST
        self._faults: list[str] = []
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self._faults.append(f"page error: {error}"))

    def open(self, address: str, width: int = WIDEST) -> None:
        """In a window of that many pixels."""
        self._faults.clear()
        self._width = width
        self._resize(HEIGHTS[width])
        self.page.goto(address)
        self.quiet()

    def is_gone(self) -> bool:
        """Whether nothing more can be looked at."""
        try:
            return self.page.is_closed() or self.page.evaluate("0") != 0
        except Error:
            return True

    def quiet(self) -> list[str]:
        """The page's lines, once they are the same twice, a moment apart. Raises NeverQuiet."""
        before: list[str] = []
        for _ in range(MOST_LOOKS):
            self.page.wait_for_function(IDLE)
            self.page.evaluate(READY)
            lines = as_lines(self.page.evaluate(TREE))
            if lines == before:
                return lines
            before = lines
            self.page.wait_for_timeout(QUIET)
        raise NeverQuiet(self.page.url)

    def take(self, name: Path, *, is_opened: bool) -> None:
        """`name`.dom.txt and `name`.png; once more with all boxes opened, where that is wanted and
        some are closed."""
        self._write(name)
        if is_opened and self.open_boxes():
            self._write(name.with_name(f"{name.name}.opened"))

    def open_boxes(self) -> int:
        """How many were closed."""
        count = 0
        while self._closed().count() and count < MOST_BOXES:
            self._closed().first.click()
            self.quiet()
            count += 1
        return count + int(self.page.evaluate(OPEN_OWN))

    def choose(self, file: Path) -> None:
        """A file for the page's first box, wherever it is."""
        self.open_boxes()
        self.page.locator("input[type=file]").first.set_input_files(file)
        self.page.locator(MAIN).get_by_text(file.name).first.wait_for()
        self.quiet()

    def save_all(self, folder: Path) -> None:
        """Every file that the page hands out, in the order in which it offers them."""
        folder.mkdir(parents=True, exist_ok=True)
        self._save(self.page.locator(f"{MAIN} {SAVE_BUTTONS}"), folder, "button")
        menus = self.page.locator(SAVE_MENUS).filter(visible=True)
        for number in range(menus.count()):
            menus.nth(number).click()
            menu = self.page.locator(OPEN_MENU)
            menu.wait_for()
            self.quiet()
            self._save(menu.locator(SAVE_BUTTONS), folder, f"menu-{number}")
            self.page.keyboard.press("Escape")
            menu.wait_for(state="detached")

    def _save(self, buttons: Locator, folder: Path, group: str) -> None:
        shown = buttons.filter(visible=True)
        for number in range(shown.count()):
            with self.page.expect_download(timeout=LONGEST) as starting:
                shown.nth(number).click()
            saved = starting.value
            saved.save_as(folder / f"{group}.{number}.{saved.suggested_filename}")

    def _write(self, name: Path) -> None:
        name.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"address {_tail(self.page.url)}", *self._faults, *self.quiet()]
        told = name.with_name(f"{name.name}.dom.txt")
        told.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        self._picture(name.with_name(f"{name.name}.png"))

    def _picture(self, target: Path) -> None:
        """Of the whole page: its window is made as high as what stands in it."""
        height = int(self.page.evaluate(WHOLE_HEIGHT))
        self._resize(min(max(height, HEIGHTS[self._width]), TALLEST))
        self.page.wait_for_timeout(QUIET)
        self.page.wait_for_function(IDLE)
        self.page.evaluate(READY)
        self.page.screenshot(path=target, animations="disabled", caret="hide")
        self._resize(HEIGHTS[self._width])

    def _resize(self, height: int) -> None:
        self.page.set_viewport_size({"width": self._width, "height": height})

    def _closed(self) -> Locator:
        return self.page.locator(CLOSED_BOXES).filter(visible=True)

    def _note_console(self, message: ConsoleMessage) -> None:
        url = urlsplit(str(message.location.get("url", "")))
        if message.type == "error" and not PROBE.search(url.path):
            self._faults.append(f"console: {message.text} ({url.path})")


def _tail(url: str) -> str:
    """Path and query of an address."""
    return re.sub(r"^\w+://[^/]*", "", url)
