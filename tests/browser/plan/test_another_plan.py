"""Nothing in the program knows one town: another town's plan is served wholly."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Server
from tests.proving import in_turn


@pytest.mark.parametrize("lang", in_turn(["ja", "en"]))
def test_every_page_is_the_other_towns(visit: Visitor, minato: Server, lang: str) -> None:
    reader = visit(minato, lang=lang)
    title = {"ja": "湊市スマート行政計画", "en": "Minato Smart Administration Plan"}[lang]
    for page in ("", "initiatives", "report", "history", "data"):
        reader.open(page)
        expect(reader.page.locator(".ydx-brand")).to_contain_text(title)
        assert not re.search("山都|yamato", reader.words(), re.IGNORECASE), page
        expect(reader.page.get_by_test_id("stException")).to_have_count(0)


def test_its_kpis_years_and_numbers_stand_there(visit: Visitor, minato: Server) -> None:
    reader = visit(minato).open("data")
    rows = reader.rows(reader.table("kpis.data.title"))
    assert len(rows) == 27
    assert {row[1] for row in rows} == {"令和7年度", "令和8年度", "令和9年度"}
    # What its text lost, as its plan says: no kind of gap is known by a town's name for it.
    reader.open("supplements", part="text:annex_b")
    expect(reader.main.get_by_role("textbox", name="原本の文章")).to_be_visible()
    assert "別表B 施設の一覧" in reader.words()
    reader.open("initiatives", initiative=3)
    expect(reader.heading).to_contain_text("3")
    assert reader.page.get_by_test_id("stVegaLiteChart").count() >= 5
