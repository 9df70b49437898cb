"""What a round asks of whom: what is missing, by the section that owns it on the day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.entered import enter
from tests.rounds import CERTIFICATES, OFFICE, ON, YEAR, certificates, register, send, view
from yamato_dx.entries.rounds import RoundItem, RoundKind
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import View
from yamato_dx.queries.rounds.asking import (
    RoundScope,
    counts_by_section,
    items_to_ask,
    years_to_ask,
)
from yamato_dx.store.record import Record

KPI = RoundItem("kpi", CERTIFICATES, "s01")


def asked(
    record: Record, kind: RoundKind = "year_end", *, on: date = ON, plan_ids: tuple[str, ...] = ()
) -> tuple[RoundItem, ...]:
    return items_to_ask(record, view(record, on), RoundScope(kind, YEAR, plan_ids))


def test_everything_missing_is_asked_of_who_owns_it(record: Record) -> None:
    register(record)
    counts = counts_by_section(asked(record))
    assert counts["s01"] == {"kpi": 1, "work": 2, "card": 1}
    assert counts["s02"] == {"work": 1}
    assert counts[""] == {"kpi": 9, "work": 46, "card": 9}


@pytest.mark.parametrize(
    ("kind", "status", "is_asked"),
    [
        ("year_end", "final", False),  # a figure that stands is not asked for twice
        ("year_end", "", False),  # whoever says nothing of its state means it
        ("year_end", "forecast", True),  # the year is over: it becomes final
        ("year_end", "preliminary", True),
        ("interim", "forecast", False),
        ("interim", "preliminary", False),
    ],
)
def test_a_figure_that_is_not_final_is_asked_for_again_at_years_end(
    record: Record, kind: RoundKind, status: str, is_asked: bool
) -> None:
    register(record)
    send(record, certificates(value_status=status))
    assert (KPI in asked(record, kind)) == is_asked


def test_what_waits_for_a_publication_is_not_asked_for(record: Record) -> None:
    register(record)
    send(record, certificates("", value_status="awaiting"))
    assert KPI not in asked(record)


@pytest.mark.parametrize(
    ("kind", "year", "is_asked"),
    [
        ("year_end", 2025, False),  # reported since the year ended
        ("interim", 2025, True),  # work goes on
    ],
)
def test_work_that_was_reported(record: Record, kind: RoundKind, year: int, is_asked: bool) -> None:
    """The record's own clock is in a later year than the one that is asked for."""
    register(record)
    send(record, items=("yamato_dx/w1_1",))
    items = items_to_ask(record, view(record), RoundScope(kind, FiscalYear(year)))
    assert (RoundItem("work_item", "yamato_dx/w1_1", "s01") in items) == is_asked


def test_work_that_has_ended_is_asked_for_no_more(record: Record) -> None:
    register(record)
    before = asked(record, "interim")
    enter(record, "progress", {"w1_1": {"status": "done"}, "w1_2": {"status": "cancelled"}}, OFFICE)
    gone = set(before) - set(asked(record, "interim"))
    assert {item.item_id for item in gone} == {"yamato_dx/w1_1", "yamato_dx/w1_2"}


def test_a_card_that_says_something_is_not_asked_for(record: Record) -> None:
    register(record)
    enter(record, "card", {CERTIFICATES: {"system": "住民記録"}}, OFFICE)
    kinds = [(item.kind, item.item_id) for item in asked(record)]
    assert ("card", CERTIFICATES) not in kinds
    assert ("kpi", CERTIFICATES) in kinds


def test_a_section_that_was_closed_is_asked_nothing(record: Record) -> None:
    register(record)
    enter(record, "section", {"s01": {"name_ja": "住民課", "valid_to": "2026-03-31"}}, OFFICE)
    assert RoundItem("kpi", CERTIFICATES, "") in asked(record)


def test_a_year_that_no_plan_holds_asks_nothing(record: Record) -> None:
    register(record)
    assert items_to_ask(record, view(record), RoundScope("year_end", FiscalYear(2019))) == ()


def test_of_plans_that_are_not_chosen_nothing_is_asked(record: Record) -> None:
    register(record)
    assert asked(record, plan_ids=("another",)) == ()
    assert asked(record, plan_ids=("yamato_dx",)) == asked(record)


def test_years_that_have_begun_can_be_asked_for(record: Record) -> None:
    years = years_to_ask(record, View(record.head(), date(2024, 5, 1)))
    assert [year.start_year for year in years] == [2024, 2023, 2022]
