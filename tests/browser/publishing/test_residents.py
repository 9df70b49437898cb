"""The page for residents in a browser: for everybody, on a phone, printed, and nothing from
anywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext

from tests.conftest import Begun
from tests.proving import in_turn
from tests.queries.conftest import now
from tests.queries.publishing.made_public import made_public
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.i18n import LANGUAGES
from yamato_dx.queries.publishing.residents import residents_page

SMALLEST = """() => Math.min(...[...document.querySelectorAll('body *')]
    .filter(one => one.innerText && one.offsetParent)
    .map(one => parseFloat(getComputedStyle(one).fontSize)))"""


@pytest.mark.parametrize("lang", in_turn(LANGUAGES))
def test_the_page_is_read_by_everybody(
    browser: BrowserContext, tmp_path: Path, begun: Begun, lang: str
) -> None:
    with open_record(begun(tmp_path / "record.duckdb", Place())) as record:
        made_public(record)
        path = tmp_path / f"residents-{lang}.html"
        path.write_bytes(residents_page(record, now(record), lang))
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert Axe().run(page).response["violations"] == []
    for width in (320, 375, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, width
        assert page.evaluate(SMALLEST) >= 16
    assert page.evaluate("document.scripts.length") == 0
    assert asked == [path.as_uri()]
    page.emulate_media(media="print")
    assert page.evaluate(SMALLEST) >= 16  # 12 pt
    page.close()
