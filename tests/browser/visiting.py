"""One reader in front of one browser window: what they do, and what must never happen meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Download,
    Locator,
    Page,
    Request,
    expect,
)

from tests.browser.serving import Server
from tests.forms import SEND
from yamato_dx.i18n import text
from yamato_dx.ui.frame.menu import GROUPS, PAGES

PATIENCE: Final = 90_000
ADDRESSES: Final = ("", *PAGES)
TRIES: Final = 20
ONE_TRY: Final = 3_000
# Of a grid, below its heading: a place within it.
FIRST_CELL: Final = {"x": 40, "y": 52}
GRID_BODY: Final = ".dvn-scroller"
# The framework asks there first where its own paths begin, on every link that goes deeper than /.
PROBE: Final = re.compile(r"/\w+/_stcore/(health|host-config)$")
# Browsers take this header at their own machine and under TLS only, and say so; the page works.
PLAIN_HTTP: Final = "The Cross-Origin-Opener-Policy header has been ignored"
# A run has had time to start, and what changed has been drawn.
DRAWN: Final = """() => new Promise(done =>
  setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 150))"""
# Nothing runs, the page has its heading, nothing is still on its way, visible charts are drawn.
IDLE: Final = """() => {
  const shown = one => one.offsetParent !== null;
  const all = id => [...document.querySelectorAll(`[data-testid=${id}]`)].filter(shown);
  const app = document.querySelector('[data-testid=stApp]');
  return app?.getAttribute('data-test-script-state') === 'notRunning'
    && document.querySelector('[data-testid=stMain] h1') !== null
    && all('stSkeleton').length === 0
    && all('stVegaLiteChart').every(chart => chart.querySelector('svg') !== null);
}"""


def _cell(grid: Locator, column: int) -> Locator:
    """Of its first row, as a screen reader finds it: what is seen is a drawing."""
    return grid.get_by_test_id(f"glide-cell-{column}-0")


def _window(browser: BrowserContext) -> Page:
    """Of its own: a page behind another one's is drawn by no browser until somebody looks at it."""
    with browser.expect_page() as opened:
        at_hand = browser.new_cdp_session(browser.pages[0])
        at_hand.send("Target.createTarget", {"url": "about:blank", "newWindow": True})
    return opened.value


class Visit:
    """`faults`: requests to other hosts, errors on the console, uncaught errors of the page."""

    def __init__(
        self, browser: BrowserContext, server: Server, *, lang: str = "ja", width: int = 1280
    ) -> None:
        self.server = server
        self.lang = lang
        self.faults: list[str] = []
        self.page: Page = _window(browser)
        self.page.set_default_timeout(PATIENCE)
        self.page.set_viewport_size({"width": width, "height": 720 if width >= 768 else 812})
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        self.page.on("websocket", lambda socket: self._note_host(socket.url))

    # --- going about ---

    def open(self, name: str = "", **query: object) -> Visit:
        """Go to a page by its address, as by a link from a mail; without a name to the first."""
        assert name in ADDRESSES, f"no page is called {name}"
        if self.lang != "ja":
            query = {**query, "lang": self.lang}
        tail = f"?{urlencode(query)}" if query else ""
        self.page.goto(f"{self.server.address}/{name}{tail}")
        return self.settled()

    def go_by_menu(self, name: str) -> Visit:
        """Press the page's name in the menu at the head, once its group is unfolded."""
        group = next(group for group, names in GROUPS.items() if name in names)
        menu, label = self.page.get_by_test_id("stTopNav"), self.say(f"frame.page.{name}")
        if group == "looking":
            menu.get_by_role("link", name=label, exact=True).click()
        else:
            menu.get_by_role("button", name=self.say(f"frame.group.{group}"), exact=True).click()
            item = self.page.get_by_role("menuitem", name=label, exact=True)
            item.click()
            expect(item).to_be_hidden()
        return self.rested()

    def settled(self) -> Visit:
        """Wait until the page is drawn and nothing runs."""
        self.page.wait_for_function(IDLE)
        return self

    def rested(self) -> Visit:
        """As `settled`, after what was done last had time to start a run, and was drawn: what
        scrolls tells so as the window is drawn next."""
        self.page.evaluate(DRAWN)
        return self.settled()

    def say(self, message_id: str, **values: object) -> str:
        return text(message_id, self.lang, **values)

    def close(self) -> None:
        self.page.close()

    # --- what is on the screen ---

    @property
    def main(self) -> Locator:
        return self.page.get_by_test_id("stMain")

    @property
    def heading(self) -> Locator:
        return self.main.get_by_role("heading", level=1)

    @property
    def query(self) -> str:
        return urlsplit(self.page.url).query

    def words(self) -> str:
        """All that stands on the page, the menu included."""
        return self.page.locator("body").inner_text()

    def button(self, message_id: str, **values: object) -> Locator:
        return self.main.get_by_role("button", name=self.say(message_id, **values), exact=True)

    def language(self, code: str) -> Locator:
        """The link at the head of the page."""
        name = self.say(f"frame.language.{code}")
        return self.page.locator(".ydx-lang").get_by_role("link", name=name)

    def field(self, message_id: str) -> Locator:
        return self.main.get_by_role("textbox", name=self.say(message_id))

    def shows(self, message_id: str, **values: object) -> None:
        """Fails unless the sentence stands on the page, soon."""
        sentence = self.main.get_by_text(self.say(message_id, **values)).first
        expect(sentence).to_be_visible()

    def table(self, message_id: str, **values: object) -> Locator:
        return self.main.get_by_role("table", name=self.say(message_id, **values), exact=True)

    def rows(self, table: Locator) -> list[list[str]]:
        """The cells of each row of a table's body, as read."""
        expect(table).to_be_visible()
        found: list[list[str]] = table.evaluate(
            "table => [...table.tBodies].flatMap(body => [...body.rows].map("
            "row => [...row.cells].map(cell => cell.innerText.trim())))"
        )
        return found

    # --- filters ---

    def filter(self, key: str) -> Locator:
        return self.page.locator(f".st-key-filter-{key}")

    def choose(self, key: str, option: str, code: str | None) -> Visit:
        """Choose in a selection box, as by mouse; then `code` stands in the address (None: the
        default, which leaves no trace)."""
        self.pick(self.filter(key).get_by_role("combobox"), option)
        self.page.wait_for_url(
            lambda url: parse_qs(urlsplit(url).query).get(key) == (code and [code])
        )
        return self.settled().rested()

    # --- lists of options ---

    def options(self, box: Locator) -> Locator:
        """What a selection box offers, opened as by mouse."""
        return self._listed(box, box.click)

    def options_by_typing(self, box: Locator, words: str) -> Locator:
        """What a selection box still offers once these words were typed over what stands in it."""

        def type_over() -> None:
            box.focus()
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.type(words)

        return self._listed(box, type_over)

    def pick(self, box: Locator, option: str) -> Visit:
        self.options(box)
        self.page.get_by_role("option", name=option, exact=True).click()
        return self.rested()

    def _listed(self, box: Locator, opened: Callable[[], None]) -> Locator:
        """A list that opens while the page still scrolls to it closes again."""
        box.scroll_into_view_if_needed()
        self.rested()
        options = self.page.get_by_role("option")
        self._until(lambda: options.count() > 0, opened)
        return options

    # --- grids ---

    def paste(self, column: int, cells: str, *, grid: int = 0, marks: int = 0) -> Visit:
        """Into one of the page's grids, from its first row and that column on (0: the first), as
        the clipboard of a spreadsheet brings them: rows by line, cells by tab. `marks`: 1 where a
        column for marking rows stands before the first."""
        found = self.main.get_by_test_id("stDataFrame").nth(grid)
        expect(found.locator(GRID_BODY)).to_be_visible()
        self._go_to_cell(found, range(marks, marks + column + 1))
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page.evaluate("cells => navigator.clipboard.writeText(cells)", cells)
        self.page.keyboard.press("Control+v")
        # What is pasted comes a moment later, and is told to nobody before the cursor moves.
        target, first = _cell(found, marks + column), re.split("[\t\n]", cells)[0]
        self._until(
            lambda: target.inner_text() == first, lambda: self.page.keyboard.press("ArrowDown")
        )
        return self.rested()

    def _go_to_cell(self, grid: Locator, way: Sequence[int]) -> None:
        """To the last of these columns in the first row: a press into the first, and arrows. A
        press on a grid that was just drawn may be lost; a second one into the same cell opens it,
        and an opened cell takes the arrows for itself. So each is seen to be taken before the
        next, and what was not begins anew, with every cell shut and none chosen."""
        for _ in range(TRIES):
            grid.locator(GRID_BODY).click(position=FIRST_CELL)
            if all(self._chosen(grid, column, place) for place, column in enumerate(way)):
                return
            for _ in ("shut", "not chosen"):
                self.page.keyboard.press("Escape")
            self.rested()
        raise AssertionError(f"the cursor is not in the cell after {TRIES} tries")

    def _chosen(self, grid: Locator, column: int, place: int) -> bool:
        if place:
            self.page.keyboard.press("ArrowRight")
        try:
            expect(_cell(grid, column)).to_have_attribute("aria-selected", "true", timeout=ONE_TRY)
        except AssertionError:
            return False
        return True

    def _until(self, is_so: Callable[[], bool], act: Callable[[], None]) -> None:
        """Act until it is so."""
        for _ in range(TRIES):
            act()
            self.rested()
            if is_so():
                return
        raise AssertionError(f"not so after {TRIES} tries")

    # --- files ---

    def upload(self, content: bytes, name: str = "実績.csv") -> Visit:
        """Choose a file and wait until it was read and checked."""
        self.page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )
        expect(self.main.get_by_text(name).first).to_be_visible()
        return self.rested()

    def upload_file(self, path: Path) -> Visit:
        return self.upload(path.read_bytes(), path.name)

    def send(self, who: str = "窓口係") -> str:
        """Sign and send what was previewed; the 報告番号."""
        self.field(SEND.by).fill(who)
        self.button(SEND.button).click()
        return self.sent_number()

    def sent_number(self) -> str:
        told = self.main.get_by_text(
            re.compile(self.say("reports.sending.sent", batch=r"(\S+)"))
        ).first
        expect(told).to_be_visible()
        found = re.search(r"R\d+-\d+", told.inner_text())
        assert found, told.inner_text()
        return found.group()

    def saved(self, button: Locator) -> bytes:
        """The bytes of the download that a click on `button` starts."""
        return self.bytes_of(self._download(button))

    def saved_from(self, key: str, menu_id: str, message_id: str, about: str = "") -> bytes:
        """The bytes of one entry of a «…を保存» menu; `about`: which of several charts."""
        menu = self.page.locator(f".st-key-save-{key}")
        menu.get_by_role("button", name=self.say(menu_id)).first.click()
        # Opening runs the page once more: a button of the run before is not clicked on.
        expect(menu.locator("[aria-expanded=true]")).to_be_visible()
        self.rested()
        dialog = self.page.get_by_role("dialog", name=self.say(menu_id))
        label = f"{about} {self.say(message_id)}".strip()
        content = self.saved(dialog.get_by_role("button", name=label, exact=True))
        self.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        # Closing runs the page once more, too, and tells the menu anew that it is shut.
        self.rested()
        return content

    def _download(self, button: Locator) -> Download:
        with self.page.expect_download(timeout=PATIENCE) as starting:
            button.click()
        return starting.value

    @staticmethod
    def bytes_of(download: Download) -> bytes:
        return Path(download.path()).read_bytes()

    # --- what must not happen ---

    def _note_request(self, request: Request) -> None:
        self._note_host(request.url)

    def _note_host(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname != self.server.host:
            self.faults.append(f"request to another host: {url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        url = str(message.location.get("url", ""))
        is_known = PROBE.search(urlsplit(url).path) or message.text.startswith(PLAIN_HTTP)
        if message.type == "error" and not is_known:
            self.faults.append(f"console: {message.text} ({url})")
