"""計画の登録: a workbook out, changed and in again, on a phone too; and an empty start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Server, served
from tests.browser.visiting import Visit
from tests.forms import LOAD
from tests.proving import in_turn
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.plan.books import plan_workbook
from yamato_dx.root import ROOT
from yamato_dx.ui.frame.menu import PAGES

YAMATO = read_plans(ROOT / "data" / "plans" / "yamato")[-1]
MINATO = read_plans(ROOT / "tests" / "towns" / "minato")[-1]
LATER = replace(YAMATO, plan_version="2.1", effective_from=YAMATO.last_year.first_day)


def load(reader: Visit, who: str = "企画係") -> Visit:
    reader.field(LOAD.by).fill(who)
    reader.button(LOAD.button).click()
    return reader.settled()


def saved(reader: Visit, message_id: str, **values: object) -> bytes:
    return reader.saved(reader.button(message_id, **values))


@pytest.mark.parametrize("lang", in_turn(["ja", "en"]))
def test_a_revision_goes_out_is_changed_and_comes_in(
    visit: Visitor, desk: Server, lang: str
) -> None:
    reader = visit(desk, lang=lang).open("planning")
    book = openpyxl.load_workbook(
        BytesIO(saved(reader, "plan.loading.take.version", version="2.0"))
    )
    facts = book.worksheets[1]
    values = {row[1].value: row[2] for row in facts.iter_rows(min_row=3)}
    values["plan_version"].value = "2.1"
    values["effective_from"].value = "2025-04-01"
    changed = BytesIO()
    book.save(changed)
    reader.upload(changed.getvalue(), "改定.xlsx")
    reader.shows("plan.loading.offer.title", version="2.1", held="2.0", count=2)
    rows = reader.rows(reader.table("plan.loading.changes.title", version="2.1", held="2.0"))
    assert [row[-2:] for row in rows] == [["2.0", "2.1"], ["2024-04-01", "2025-04-01"]]
    load(reader)
    reader.shows("plan.loading.loaded", versions="2.1")
    recorded = reader.rows(reader.table("plan.loading.recorded.title"))
    assert [(row[0], row[-1]) for row in recorded] == [
        ("2.1", reader.say("plan.loading.recorded.held")),
        ("2.0", reader.say("plan.loading.recorded.earlier")),
    ]
    expect(reader.page.locator(".ydx-brand")).to_contain_text("2.1")


@pytest.mark.parametrize("width", in_turn([320, 375]))
def test_it_fits_a_phone(visit: Visitor, desk: Server, width: int) -> None:
    reader = visit(desk, width=width).open("planning").upload(plan_workbook(LATER, "ja"), "x.xlsx")
    reader.shows("plan.loading.changes.count", count=2)
    assert reader.main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0


# ── an empty start ───────────────────────────────────────────────────────────────────────────


@pytest.fixture
def blank(tmp_path: Path) -> Iterator[Server]:
    """Served from an empty plan folder."""
    (tmp_path / "plan").mkdir()
    database = tmp_path / "record.duckdb"
    with served(database, plan=tmp_path / "plan", on="2027-01-15") as server:
        yield server


@pytest.mark.prove
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_empty_start_becomes_the_loaded_town(visit: Visitor, blank: Server, lang: str) -> None:
    """Any address leads to the one page; after it, nothing of another town is anywhere."""
    reader = visit(blank, lang=lang).open()
    expect(reader.heading).to_have_text(reader.say("plan.loading.first.title"))
    form = saved(reader, "plan.loading.take.empty")
    reader.upload(form, "様式.xlsx")
    reader.shows("plan.loading.faults.title", count=15)
    # The code stands in the table, too, which is drawn before what explains it.
    folded = reader.main.locator("details.ydx-problems summary")
    folded.filter(has_text="plan.none_listed").click()
    reader.shows("plan.matters.none_listed")  # no other page can be opened yet
    reader.open().upload(plan_workbook(MINATO, lang), "湊市.xlsx")
    reader.shows("plan.loading.first.ready", title=title(lang), version="2.0")
    load(reader)
    expect(reader.page.locator(".ydx-brand")).to_contain_text(title(lang))
    for page in ("", *PAGES[1:], "planning"):
        reader.open(page)
        expect(reader.page.locator(".ydx-brand")).to_contain_text(title(lang))
        expect(reader.page.get_by_test_id("stException")).to_have_count(0)
        assert not re.search("山都|yamato", reader.words(), re.IGNORECASE), page


def title(lang: str, plan: Plan = MINATO) -> str:
    return plan.title.in_language(lang)
