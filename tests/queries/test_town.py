"""The municipality's own entries, laid over its plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.entered import enter
from tests.store.cases import CLERK, Clock
from yamato_dx.acts.loading import load_benchmarks, load_plans
from yamato_dx.acts.opening import PUBLISHED, plans_in
from yamato_dx.plan.folder.published import benchmarks_document, read_benchmarks
from yamato_dx.plan.model.serialise import plan_to_document
from yamato_dx.plan.model.types import Kpi, Text
from yamato_dx.queries.assessed import assessed, view_of
from yamato_dx.queries.town import plan_in_effect, town_at
from yamato_dx.store.record import Record

PLAN = plans_in(None)[-1]
CODE = PLAN.municipality.municipality_code
ON = date(2026, 6, 15)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / f"{CODE}.duckdb", CODE, clock=Clock()) as record:
        load_plans(record, PLAN.plan_id, {PLAN.plan_version: plan_to_document(PLAN)})
        load_benchmarks(record, benchmarks_document(read_benchmarks(PUBLISHED)))
        yield record


def section(name: str, first: str | None = None, last: str | None = None) -> dict[str, object]:
    return {"name_ja": name, "name_en": "", "valid_from": first, "valid_to": last}


def kpi_4(record: Record, on: date) -> Kpi:
    town = town_at(record, record.head(), PLAN.plan_id)
    return plan_in_effect(PLAN, town, on).kpi("convenience_store_certificates")


def test_without_entries_the_plan_is_as_it_was(record: Record) -> None:
    assert plan_in_effect(PLAN, town_at(record, record.head(), PLAN.plan_id), ON) == PLAN


@pytest.mark.parametrize(
    ("on", "owner"),
    [
        (date(2025, 3, 31), None),  # the section did not exist yet
        (date(2025, 4, 1), "税務住民課"),
        (date(2026, 3, 31), "税務住民課"),
        (date(2026, 4, 1), None),  # it was merged into another
    ],
)
def test_a_section_owns_from_its_first_day_to_its_last(
    record: Record, on: date, owner: str | None
) -> None:
    enter(record, "section", {"zeimu": section("税務住民課", "2025-04-01", "2026-03-31")}, CLERK)
    owns = {"section_id": "zeimu", "report_due": None}
    enter(record, "owner", {"kpi:convenience_store_certificates": owns}, CLERK)
    found = kpi_4(record, on)
    assert found.owner_section == (Text(owner, owner) if owner else None)
    assert found.report_due_month_day is None  # the plan's own, or the default


@pytest.mark.parametrize(
    ("report_due", "day"),
    [
        (None, date(2026, 5, 31)),  # the product's default
        ("04-20", date(2026, 4, 20)),
        ("02-29", date(2027, 2, 28)),  # FY2026 ends in no leap year
    ],
)
def test_the_due_date_is_the_towns(record: Record, report_due: str | None, day: date) -> None:
    enter(record, "section", {"zeimu": section("税務住民課")}, CLERK)
    owns = {"section_id": "zeimu", "report_due": report_due}
    enter(record, "owner", {"kpi:convenience_store_certificates": owns}, CLERK)
    answer = assessed(record, view_of(record, on=date(2026, 3, 1)))
    rows = answer.frame[answer.frame["kpi_id"] == "convenience_store_certificates"]
    due = rows.loc[rows["fiscal_year"] == 2025, "report_due_date"].item().date()
    assert due == day
    assert answer.plan.kpi("convenience_store_certificates").owner_section == Text(
        "税務住民課", "税務住民課"
    )


def test_an_owner_of_an_unknown_section_is_nobody(record: Record) -> None:
    owns = {"section_id": "gone", "report_due": None}
    enter(record, "owner", {"kpi:convenience_store_certificates": owns}, CLERK)
    assert kpi_4(record, ON).owner_section is None


def test_work_items_and_commitments_are_owned_apart(record: Record) -> None:
    item = PLAN.work_items[0].work_item_id
    enter(record, "section", {"joho": section("情報係")}, CLERK)
    enter(record, "owner", {f"work_item:{item}": {"section_id": "joho", "report_due": None}}, CLERK)
    town = town_at(record, record.head(), PLAN.plan_id)
    found = town.owner_section("work_item", item, ON)
    assert found is not None
    assert found.name.ja == "情報係"
    assert town.owner_section("commitment", item, ON) is None


def test_a_lost_footnote_becomes_the_plans_own_words(record: Record) -> None:
    term = next(one for one in PLAN.glossary if one.footnote_no == 1)
    assert term.is_ours
    said = {"term": term.term.ja, "definition": "原本の説明", "source": "原本 3ページ"}
    enter(record, "supplement", {"footnote:1": said}, CLERK)
    glossary = plan_in_effect(PLAN, town_at(record, record.head(), PLAN.plan_id), ON).glossary
    found = next(one for one in glossary if one.footnote_no == 1)
    assert (found.definition.ja, found.is_ours) == ("原本の説明", False)
    others = [one for one in glossary if one.footnote_no != 1]
    assert others == [one for one in PLAN.glossary if one.footnote_no != 1]


def test_bars_and_texts_copied_from_the_original(record: Record) -> None:
    item = PLAN.work_items[0].work_item_id
    enter(
        record,
        "supplement",
        {
            f"bar:{item}": {"first": 2022, "last": 2024, "source": "原本 第6章"},
            "organisation": {"text": "本部長は町長", "source": "原本 第8章"},
        },
        CLERK,
    )
    town = town_at(record, record.head(), PLAN.plan_id)
    bar = town.bars[item]
    assert (bar.first.start_year, bar.last.start_year, bar.source) == (2022, 2024, "原本 第6章")
    assert town.organisation is not None
    assert town.organisation.text == "本部長は町長"
    assert town.training_plan is None


def test_what_was_said_then_stays_said_then(record: Record) -> None:
    first = enter(record, "holder", {"head": {"name": "山田", "section": None}}, CLERK)
    enter(record, "holder", {"head": {"name": "佐藤", "section": None}}, CLERK)
    assert town_at(record, first, PLAN.plan_id).holders["head"].name == "山田"
    assert town_at(record, record.head(), PLAN.plan_id).holders["head"].name == "佐藤"
