"""A plan from a folder or a workbook into the record: checked, compared, never rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from yamato_dx.acts import opening
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.opening import NoPlan, Place, open_record
from yamato_dx.acts.planning import Offer, begin, load, offer_at, offer_in, propose
from yamato_dx.errors import Refused
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.fault import PlanRefused
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import View, assessed, plans_at
from yamato_dx.queries.plan.books import plan_workbook
from yamato_dx.root import ROOT
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record

MINATO = ROOT / "tests" / "towns" / "minato"
FIRST, SECOND = read_plans(MINATO)
WHO = Actor.at_server("計画係")
ON = date(2027, 1, 15)
THIRD = replace(SECOND, plan_version="3.0", effective_from=date(2026, 12, 1), revises="2.0")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Holds the first version only."""
    place = Place(MINATO / "1.0", tmp_path / "record.duckdb")
    with open_record(place) as record:
        yield record


def offered(plan: Plan) -> Offer:
    return offer_in(plan_workbook(plan, "ja"), "計画.xlsx")


def test_a_new_version_comes_in_from_a_workbook(record: Record) -> None:
    proposal = propose(record, offered(SECOND), ON)
    assert (proposal.new, proposal.unchanged, proposal.faults) == ((SECOND,), (), ())
    assert proposal.held == FIRST
    assert load(record, proposal, WHO) == ("2.0",)
    assert plans_at(record, record.head()) == (FIRST, SECOND)
    assert plans_at(record, record.head())[-1] == SECOND
    event = record.audit_events().iloc[0]
    assert (event["act"], event["subject"], event["actor_name"]) == (
        "load",
        "minato_smart_city/plan:2.0",
        "計画係",
    )
    assert record.faults().empty


def test_a_folder_is_taken_with_the_same_checks(record: Record) -> None:
    proposal = propose(record, offer_at(MINATO), ON)
    assert (proposal.new, proposal.unchanged) == ((SECOND,), (FIRST,))
    assert load(record, proposal, WHO) == ("2.0",)


def test_before_it_was_loaded_a_version_was_not_there(record: Record) -> None:
    """Papers made before a revision was recorded can be made again as they were."""
    before = View(record.head(), ON)
    load(record, propose(record, offered(SECOND), ON), WHO)
    assert assessed(record, before).plan.plan_version == "1.0"
    assert assessed(record, View(record.head(), ON)).plan.plan_version == "2.0"
    assert assessed(record, View(record.head(), date(2026, 9, 30))).plan.plan_version == "1.0"


def test_an_earlier_version_may_come_later(tmp_path: Path) -> None:
    with open_record(Place(MINATO / "2.0", tmp_path / "record.duckdb")) as record:
        load(record, propose(record, offered(FIRST), ON), WHO)
        assert plans_at(record, record.head()) == (FIRST, SECOND)
        assert assessed(record, View(record.head(), ON)).plan == SECOND


def test_the_same_plan_changes_nothing(record: Record) -> None:
    head = record.head()
    proposal = propose(record, offered(FIRST), ON)
    assert not proposal.is_loadable
    assert proposal.unchanged == (FIRST,)
    with pytest.raises(Refused):
        load(record, proposal, WHO)
    assert record.head() == head


@pytest.mark.parametrize(
    ("plan", "code", "cell"),
    [
        # A recorded version is never rewritten, not even by a correction.
        (replace(FIRST, secretariat=SECOND.title), "version_recorded", "C7"),
        (replace(THIRD, effective_from=FIRST.effective_from), "same_effective_from", "C9"),
        (
            replace(THIRD, municipality=replace(THIRD.municipality, municipality_code="434477")),
            "not_this_plan",
            "C3",
        ),
        (
            # The same KPI in another unit: its earlier figures would mean another thing.
            replace(
                THIRD,
                kpis=(
                    replace(THIRD.kpis[0], unit=THIRD.title, unit_forms=(THIRD.title.ja,)),
                    *THIRD.kpis[1:],
                ),
            ),
            "measure_changed",
            "K3",
        ),
    ],
    ids=["recorded", "same day", "other town", "unit"],
)
def test_what_the_record_refuses_is_told_with_its_cell(
    record: Record, plan: Plan, code: str, cell: str
) -> None:
    head = record.head()
    proposal = propose(record, offered(plan), ON)
    (fault,) = proposal.faults
    assert (fault.code, fault.cell, fault.file) == (code, cell, "計画.xlsx")
    with pytest.raises(PlanRefused):
        load(record, proposal, WHO)
    assert record.head() == head


def test_two_at_once_do_not_overwrite_each_other(record: Record) -> None:
    mine = propose(record, offered(SECOND), ON)
    theirs = replace(SECOND, secretariat=SECOND.title)
    load(record, propose(record, offered(theirs), ON), Actor.at_server("隣の係"))
    with pytest.raises(Stale):
        load(record, mine, WHO)
    assert plans_at(record, record.head())[-1] == theirs


def test_a_loaded_version_stays_after_a_restart_with_the_old_folder(tmp_path: Path) -> None:
    place = Place(MINATO / "1.0", tmp_path / "record.duckdb")
    with open_record(place) as record:
        load(record, propose(record, offered(SECOND), ON), WHO)
    with open_record(place) as record:
        assert plans_at(record, record.head()) == (FIRST, SECOND)


@pytest.mark.parametrize("is_told", [True, False], ids=["--plan", "var"])
def test_the_first_plan_begins_a_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_told: bool
) -> None:
    """Where no plan is: named in one sentence, then written down so that each start finds it."""
    monkeypatch.setattr(opening, "PLANS", tmp_path / "data")
    monkeypatch.setattr(opening, "RECORDS", tmp_path / "var")
    home = tmp_path / "town"
    home.mkdir()
    place = Place(home if is_told else None)
    with pytest.raises(NoPlan) as refused:
        open_record(place)
    assert "plan template" in refused.value.sentence("ja")
    assert "plan load" in refused.value.sentence("en")
    with begin(place, offered(SECOND), WHO) as record:
        assert plans_at(record, record.head())[-1] == SECOND
        assert record.audit_events()["actor_name"].eq("計画係").any()
    written = home if is_told else tmp_path / "var" / "plans" / "990019"
    assert read_plans(written) == (SECOND,)
    with open_record(place) as record:
        assert plans_at(record, record.head()) == (SECOND,)


def test_a_faulty_first_plan_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused):
        begin(Place(tmp_path), offer_in(plan_workbook(None, "ja"), "様式.xlsx"), WHO)
    assert list(tmp_path.iterdir()) == []


def test_a_version_cannot_lead_out_of_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "town"
    home.mkdir()
    monkeypatch.setattr(opening, "RECORDS", tmp_path / "var")
    begin(Place(home), offered(replace(SECOND, plan_version="../../x")), WHO).close()
    assert [path.name for path in home.iterdir()] == ["_.._x"]
    assert {path.name for path in tmp_path.iterdir()} == {"town", "var"}
