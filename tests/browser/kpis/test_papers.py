"""«資料を作る» on 概要: pressed, a paper is made while the page stays, and saved."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Server
from tests.output.papers.pdfs import text_of


@pytest.mark.parametrize("lang", ["ja"])
def test_the_paper_of_the_moment_is_saved(visit: Visitor, sample: Server, lang: str) -> None:
    reader = visit(sample, lang=lang).open("overview")
    menu = reader.page.locator(".st-key-save-papers")
    menu.get_by_role("button", name=reader.say("papers.menu")).first.click()
    expect(menu.locator("[aria-expanded=true]")).to_be_visible()
    reader.rested()
    entries = reader.page.get_by_role("dialog", name=reader.say("papers.menu")).get_by_role(
        "button"
    )
    assert entries.all_inner_texts() == [
        "会議資料 A3 PDF", "会議資料 A3 Excel", "会議資料 A4 PDF", "進捗報告書 PDF",
    ]  # fmt: skip
    text = text_of(reader.saved(entries.first))
    assert "1,105件" in text
    assert "見本データ" in text
