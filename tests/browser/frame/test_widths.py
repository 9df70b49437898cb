"""At every width and on paper, what a page says can be read: nothing lies on another, is cut off or
hangs out of the window."""

from __future__ import annotations

from itertools import product
from typing import Final

import pytest

from tests.browser.conftest import Visitor
from tests.browser.frame.test_pages import sideways
from tests.browser.serving import Server
from tests.browser.visiting import Visit
from tests.proving import in_turn
from yamato_dx.i18n import LANGUAGES
from yamato_dx.root import ROOT
from yamato_dx.ui.frame.menu import PAGES

BOXES: Final = (ROOT / "tests" / "browser" / "boxes.js").read_text(encoding="utf-8")
WIDTHS: Final = (320, 375, 768, 1280, 1366, 1920)
# What the margins leave of an upright A4 and an A3 on its side, in dots of 1/96 inch.
PAPER: Final = {"A4": 703, "A3": 1497}
# A named page of the style sheet: always on A3, upright.
ON_A3_UPRIGHT: Final = {"schedule": {"A3": 1062}}
STATES: Final = ("empty", "sample", "minato")
SCREENS: Final = [(state, page, lang) for page, state, lang in product(PAGES, STATES, LANGUAGES)]


def unread(reader: Visit) -> list[str]:
    reader.rested()
    found: list[str] = reader.page.evaluate(BOXES)
    hanging = sideways(reader)
    return [*found, *([f"{hanging} px wider than the window"] if hanging > 0 else [])]


@pytest.mark.parametrize(("state", "page", "lang"), in_turn(SCREENS))
def test_everything_can_be_read(
    request: pytest.FixtureRequest, visit: Visitor, state: str, page: str, lang: str
) -> None:
    server: Server = request.getfixturevalue(state)
    reader = visit(server, lang=lang).open("" if page == PAGES[0] else page)
    found: dict[str, list[str]] = {}
    for width in WIDTHS:
        reader.page.set_viewport_size({"width": width, "height": 800})
        reader.rested()  # charts take their new width after the page
        found[f"{width} px"] = unread(reader)
    reader.page.emulate_media(media="print")
    for paper, width in ON_A3_UPRIGHT.get(page, PAPER).items():
        reader.page.set_viewport_size({"width": width, "height": 1000})
        reader.rested()
        found[paper] = unread(reader)
    assert {at: said for at, said in found.items() if said} == {}


def test_what_cannot_be_read_is_found(visit: Visitor, empty: Server) -> None:
    reader = visit(empty).open("glossary")
    assert unread(reader) == []
    reader.main.evaluate(
        "main => main.insertAdjacentHTML('afterbegin', `"
        "<p style='position:absolute;margin:0'>over</p><p style='margin:0'>under</p>"
        "<p style='width:2em;overflow:hidden;white-space:nowrap'>cut off here</p>"
        "<p style='position:absolute;left:-30px;margin:0'>hangs left</p>`)"
    )
    assert {line.split(":")[0] for line in unread(reader)} == {"on one another", "cut"}
    assert "cut: hangs left" in unread(reader)
