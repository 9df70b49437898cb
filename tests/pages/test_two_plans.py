"""Pages of a town with two plans at once: each in its place, a shared figure typed once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Final

import pytest

from tests.next_plan import next_plan
from tests.pages.visiting import PAGE_NAMES, Visit
from tests.two_plans import CLERK, ON, SMART, STRATEGY, TOWNS, opened_with_both, same_kpis
from yamato_dx.acts.extending import extend
from yamato_dx.acts.planning import Offer, load, propose
from yamato_dx.acts.report import send_report
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import LANGUAGES
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.queries.assessed import view_of
from yamato_dx.queries.reports.owed import owed
from yamato_dx.queries.reports.preview import (
    ProgressCells,
    TypedReport,
    TypedRow,
    preview_typed,
)
from yamato_dx.store.record import Record

TITLES: Final = {
    SMART: {"ja": "湊市スマート行政計画", "en": "Minato Smart Administration Plan"},
    STRATEGY: {"ja": "湊市総合戦略", "en": "Minato General Strategy"},
}
# Of population alone the plan says nothing.
OF_NO_PLAN: Final = ("population",)
VISITS: Final = "library_visits"
FOLLOWING: Final = next_plan(read_plans(TOWNS / "minato")[-1])
# The second year of the next plan is over.
LATER: Final = date(2030, 6, 15)
LABEL: Final = r'aria-label="([^"]+)"'


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """With a figure that both name, and work of each; for reading only."""
    with opened_with_both(tmp_path_factory.mktemp("both") / "record.duckdb") as record:
        told = tuple(ProgressCells(f"{plan_id}/reservation_system", "実施中") for plan_id in TITLES)
        typed = TypedReport(FiscalYear(2026), (TypedRow(VISITS, actual_value="45500"),), told)
        preview = preview_typed(record, typed, view_of(record, on=ON))
        send_report(
            record,
            data=None,
            file_name=None,
            values=preview.values,
            progress=preview.reading.progress,
            actor=CLERK,
            previewed_at=preview.revision,
        )
        yield record


@pytest.mark.parametrize(("name", "plan_id", "lang"), [*product(PAGE_NAMES, TITLES, LANGUAGES)])
def test_every_page_of_either_plan_is_drawn(
    both: Record, name: str, plan_id: str, lang: str
) -> None:
    reader = Visit.of(both, lang, ON).open(name, plan=plan_id)
    assert reader.page_name == name
    assert not reader.shows("frame.error.title")
    assert TITLES[plan_id][lang] in reader.words() or name in OF_NO_PLAN


@pytest.fixture(scope="module")
def years_later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The strategy was extended, the other plan is over and followed by the next."""
    with opened_with_both(tmp_path_factory.mktemp("later") / "record.duckdb") as record:
        extend(
            record,
            FiscalYear(2030),
            actor=CLERK,
            decided_by="市長",
            approval_no="企第3号",
            reason="次の戦略まで",
            plan_id=STRATEGY,
        )
        proposal = propose(record, Offer((FOLLOWING,), ()), LATER)
        load(record, proposal, CLERK, same_kpis=same_kpis(proposal))
        yield record


@pytest.mark.parametrize(("name", "plan_id"), [*product(PAGE_NAMES, (*TITLES, FOLLOWING.plan_id))])
def test_every_page_once_one_is_extended_and_one_followed(
    years_later: Record, name: str, plan_id: str
) -> None:
    reader = Visit.of(years_later, "ja", LATER).open(name, plan=plan_id, year="2029")
    assert (reader.page_name, reader.shows("frame.error.title")) == (name, False)
    title = TITLES.get(plan_id, {"ja": FOLLOWING.title.ja})["ja"]
    assert title in reader.words() or name in OF_NO_PLAN


def test_a_year_of_three_plans_is_asked_for_by_those_that_hold_it(years_later: Record) -> None:
    view = view_of(years_later, on=LATER)
    (shared,) = [
        owed_kpi
        for owed_kpi in owed(years_later, view, FiscalYear(2029), "ja", section_id=None).kpis
        if owed_kpi.kpi.kpi_id == VISITS
    ]
    assert [served.called for served in shared.serves] == ["次期DX推進計画 1-1", "湊市総合戦略 2"]


@pytest.mark.parametrize(("plan_id", "other"), [(SMART, STRATEGY), (STRATEGY, SMART)])
def test_overview_says_what_the_other_plan_waits_for(
    both: Record, plan_id: str, other: str
) -> None:
    kpis, count = {SMART: (7, 6), STRATEGY: (4, 3)}[other]
    reader = Visit.of(both, "ja", ON).open("overview", plan=plan_id, year="2026")
    assert reader.shows(
        "plan.sight.owed", plan=TITLES[other]["ja"], year="令和8年度", kpis=kpis, count=count
    )


@pytest.mark.parametrize("plan_id", TITLES)
def test_the_form_asks_once_for_what_both_name(both: Record, plan_id: str) -> None:
    query = {"way": "typing", "plan": plan_id, "year": "2026"}
    reader = Visit.of(both, "ja", ON).open("report", **query)
    cells = [name for part in reader.desk_parts() for name in part["values"]]
    assert cells.count(f"kpi.{VISITS}.actual_value") == 1
    assert {name for name in cells if name.endswith("reservation_system.status")} == {
        f"item.{plan}/reservation_system.status" for plan in TITLES
    }
    labels = [label for part in reader.desk_parts() for label in re.findall(LABEL, part["html"])]
    assert len(labels) == len(set(labels)) > len(cells) / 2
    words = reader.words()
    assert "湊市スマート行政計画 1-1" in words
    assert "湊市総合戦略 2" in words


def test_history_shows_the_verdict_of_each_plan(both: Record) -> None:
    reader = Visit.of(both, "ja", ON).open("history")
    rows = reader.table("reports.history.effect.title")
    plans = {row[0]: row[-1] for row in rows if "図書館利用者数" in " ".join(row)}
    assert plans.keys() == {title["ja"] for title in TITLES.values()}
    assert "達成" in plans[TITLES[STRATEGY]["ja"]]
