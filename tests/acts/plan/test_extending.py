"""A plan goes on by a recorded decision: what is taken, what is refused, what stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pytest

from tests.conftest import Begun
from tests.next_plan import next_plan
from tests.queries.conftest import CLERK, MINATO, ON, sent
from tests.reports import window_csv, years_csv
from tests.two_plans import same_kpis
from yamato_dx.acts.extending import extend, unextend
from yamato_dx.acts.loading import load_plans
from yamato_dx.acts.opening import Place, open_record, plans_in
from yamato_dx.acts.planning import Offer, load, propose
from yamato_dx.acts.taking_back import PlanNeeded, take_back
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.serialise import plan_to_document
from yamato_dx.plan.model.types import Target
from yamato_dx.queries.assessed import assessed, extension_at, plan_at, plans_at, view_of
from yamato_dx.queries.plan.extending import (
    Approval,
    NotExtended,
    extension_in_effect,
    extension_of,
    possible_ends,
    text_in_force,
)
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record

R8, R9, R10, R11 = (FiscalYear(year) for year in (2026, 2027, 2028, 2029))
MINATO_ID: Final = "minato_smart_city"
LATER: Final = date(2029, 6, 1)
TOLD: Final[Mapping[str, Any]] = {
    "actor": CLERK,
    "decided_by": "市長",
    "decided_on": date(2028, 3, 20),
    "approval_no": "情第12号",
    "reason": "次期計画と時期を合わせる",
}


@pytest.fixture
def record(tmp_path: Path, begun: Begun) -> Iterator[Record]:
    """Of Minato's plan, which ends with 令和9年度."""
    with open_record(begun(tmp_path / "minato.duckdb", Place(MINATO))) as opened:
        yield opened


@pytest.fixture
def yamato(tmp_path: Path, begun: Begun) -> Iterator[Record]:
    """Of 山都町's plan, which ends with 令和7年度, with every figure."""
    with open_record(begun(tmp_path / "yamato.duckdb", Place())) as opened:
        for content in (window_csv(), years_csv()):
            sent(opened, content)
        yield opened


# What is written in the cell of a KPI of Minato, and the stored target.
CELLS: list[tuple[str, str, float | None]] = [
    ("1-1", "52000", 52000),
    ("library_visits", "５２，０００人", 52000),  # by its id, in full width, with its unit
    ("1-2", "20%", 0.2),
    ("1-2", "0.2", 0.2),
    ("2", "15%", 0.15),  # a reduction
    ("4", "12か所", 1.0),  # «of 12» is as good as its share
    ("4", "100%", 1.0),
    ("6", "0件", 0),
    ("7", "▲40", -40),
    ("3", "公表値", None),  # held against a published figure
    ("3", "Published", None),
]


@pytest.mark.parametrize(("kpi", "written", "stored"), CELLS)
def test_a_target_is_read_as_the_plans_own_cells_are(
    record: Record, kpi: str, written: str, stored: float | None
) -> None:
    revision = extend(record, R11, targets={(kpi, R10): written}, **TOLD)
    extension = extension_at(record, revision, MINATO_ID)
    assert extension is not None
    (added,) = extension.targets
    assert added.target == Target(R10, stored)
    text = extension.decided_by, extension.decided_on, extension.approval_no, extension.reason
    assert text == ("市長", date(2028, 3, 20), "情第12号", "次期計画と時期を合わせる")


# Last year, targets, what else was told, and what the sentence says.
REFUSED: list[tuple[FiscalYear, dict[tuple[str, FiscalYear], str], dict[str, str], str]] = [
    (R9, {}, {}, "令和9年度は、計画の終期（令和9年度）より後の年度ではありません"),
    (R8, {}, {}, "より後の年度ではありません"),
    (FiscalYear(2080), {}, {}, "30年を超えます"),
    (R11, {("12", R10): "1"}, {}, "「12」というKPIは計画にありません"),
    (R11, {("1-1", R9): "1"}, {}, "KPI 1-1：令和9年度は、延長で加わる年度"),
    (R10, {("1-1", R11): "1"}, {}, "KPI 1-1：令和11年度は、延長で加わる年度"),
    (R11, {("1-1", R10): "約5万"}, {}, "「約5万」は数ではありません"),
    (R11, {("1-1", R10): "5件"}, {}, "単位を「人」にするか"),
    (R11, {("1-2", R10): "20"}, {}, "％を付けてください"),
    (R11, {("2", R10): "120%"}, {}, "0%を超え100%以下"),
    (R11, {("3", R10): "74%"}, {}, "「公表値」と入力してください"),
    (R11, {("1-1", R10): "1", ("library_visits", R10): "2"}, {}, "目標が2度あります"),
    (R11, {}, {"decided_by": " "}, "延長を決めた人・会議"),
    (R11, {}, {"approval_no": ""}, "決裁番号を入力"),
    (R11, {}, {"reason": ""}, "理由を入力"),
]


@pytest.mark.parametrize(("last", "targets", "told", "sentence"), REFUSED)
def test_what_the_plan_does_not_have_is_refused_in_a_sentence(
    record: Record,
    last: FiscalYear,
    targets: dict[tuple[str, FiscalYear], str],
    told: dict[str, str],
    sentence: str,
) -> None:
    head = record.head()
    with pytest.raises(NotExtended) as refusal:
        extend(record, last, targets=targets, **{**TOLD, **told})
    assert sentence in refusal.value.sentence("ja")
    assert refusal.value.sentence("en")
    assert record.head() == head


def test_all_that_is_wrong_is_told_at_once(record: Record) -> None:
    targets = {("12", R10): "1", ("1-1", R10): "約5万"}
    with pytest.raises(NotExtended) as refusal:
        extend(record, R11, targets=targets, **{**TOLD, "reason": ""})
    assert len(refusal.value.sentence("ja").splitlines()) == 3


def frame_of(record: Record, on: date, plan_id: str = "", revision: int | None = None) -> Any:
    view = view_of(record, on=on, plan_id=plan_id)
    if revision is not None:
        view = type(view)(revision, on, plan_id=plan_id)
    return assessed(record, view).frame


def test_a_year_without_a_target_has_none_and_no_verdict(record: Record) -> None:
    extend(record, R11, targets={("1-1", R10): "52000"}, **TOLD)
    added = frame_of(record, LATER).query("fiscal_year > 2027")
    assert len(added) == 2 * 9
    judged = added[added["verdict"] != "no_target"]
    assert judged[["kpi_no", "fiscal_year", "target_value"]].values.tolist() == [
        ["1-1", 2028, 52000]
    ]


def test_before_it_was_recorded_it_does_not_exist(record: Record) -> None:
    before = record.head()
    held = frame_of(record, LATER)
    extend(record, R11, **TOLD)
    assert plan_at(record, view_of(record, on=LATER)).last_year == R11
    pd.testing.assert_frame_equal(frame_of(record, LATER, revision=before), held)
    assert {plan.last_year for plan in plans_at(record, before)} == {R9}


def test_taken_back_everything_is_as_it_was_bit_for_bit(yamato: Record) -> None:
    held = frame_of(yamato, LATER)
    plans = plans_at(yamato, yamato.head())
    extend(yamato, R9, targets={("4", R8): "1,200件"}, **TOLD)
    assert len(frame_of(yamato, LATER)) > len(held)
    unextend(yamato, actor=CLERK)
    pd.testing.assert_frame_equal(frame_of(yamato, LATER), held, check_exact=True)
    assert plans_at(yamato, yamato.head()) == plans
    assert yamato.faults().empty
    with pytest.raises(Refused, match="延長されていません"):
        unextend(yamato, actor=CLERK)


def test_the_years_before_its_end_are_judged_as_they_were(yamato: Record) -> None:
    """Even those whose final target, or day by which all is to be done, moves."""
    held = frame_of(yamato, LATER)
    targets = {("2", R8): "100%", ("5", R9): "30%", ("1", R8): "15", ("4", R9): "2,000"}
    extend(yamato, R9, targets=targets, **TOLD)
    extended = frame_of(yamato, LATER).query("fiscal_year <= 2025").reset_index(drop=True)
    pd.testing.assert_frame_equal(extended, held.reset_index(drop=True), check_exact=True)


def test_another_extension_takes_its_place(record: Record) -> None:
    extend(record, R10, targets={("1-1", R10): "1"}, **TOLD)
    revision = extend(record, R11, **TOLD)
    extension = extension_at(record, revision, MINATO_ID)
    assert extension is not None
    assert (extension.last_year, extension.targets) == (R11, ())
    assert extend(record, R11, **TOLD) == revision  # the same again adds nothing


def test_who_saw_another_state_writes_nothing(record: Record) -> None:
    seen = record.head()
    extend(record, R10, **TOLD)
    with pytest.raises(Stale):
        extend(record, R11, expected_revision=seen, **TOLD)
    with pytest.raises(Stale):
        unextend(record, actor=CLERK, expected_revision=seen)
    extension = extension_at(record, record.head(), MINATO_ID)
    assert extension is not None
    assert extension.last_year == R10


def test_the_other_plan_is_untouched(yamato: Record) -> None:
    """The next one begins while the extended one still runs: each judges these years."""
    old = plans_in(None)[-1]
    following = next_plan(old)
    proposal = propose(yamato, Offer((following,), ()), ON)
    load(yamato, proposal, CLERK, same_kpis=same_kpis(proposal))
    held = frame_of(yamato, LATER, following.plan_id)
    extend(yamato, R9, plan_id=old.plan_id, targets={("4", R8): "1,200件"}, **TOLD)
    pd.testing.assert_frame_equal(
        frame_of(yamato, LATER, following.plan_id), held, check_exact=True
    )
    assert extension_at(yamato, yamato.head(), following.plan_id) is None
    own = frame_of(yamato, LATER, old.plan_id).query("kpi_no == '4' and fiscal_year == 2026")
    assert own["target_value"].tolist() == [1200]


def test_a_plan_that_was_extended_is_needed(yamato: Record) -> None:
    following = next_plan(plans_in(None)[-1])
    proposal = propose(yamato, Offer((following,), ()), ON)
    load(yamato, proposal, CLERK, same_kpis=same_kpis(proposal))
    last = FiscalYear(following.last_year.start_year + 1)
    extend(yamato, last, plan_id=following.plan_id, **TOLD)
    with pytest.raises(PlanNeeded, match="計画期間の延長 1件"):
        take_back(yamato, following.plan_id, CLERK)


def test_a_version_that_says_more_needs_no_extension(record: Record) -> None:
    """It has the years itself, and its own targets in them; older versions keep the extension."""
    extend(record, R10, targets={("1-1", R10): "52000"}, **TOLD)
    second = read_plans(MINATO)[-1]
    later = replace(
        second,
        plan_version="3.0",
        effective_from=date(2028, 4, 1),
        last_year=R11,
        kpis=tuple(replace(kpi, targets=(*kpi.targets, Target(R11, 1.0))) for kpi in second.kpis),
    )
    load_plans(record, later.plan_id, {"3.0": plan_to_document(later)})
    found = plans_at(record, record.head())
    assert [plan.last_year for plan in found] == [R10, R10, R11]
    targets = [plan.kpi("library_visits").target_in(R10) for plan in found]
    assert targets == [52000, 52000, None]
    answer = assessed(record, view_of(record, on=LATER))
    assert (answer.plan.plan_version, answer.promised) == ("3.0", None)
    text = text_in_force(record, view_of(record, on=LATER))
    assert extension_in_effect(record, record.head(), text) is None


def test_the_longest_plan_cannot_be_extended(record: Record) -> None:
    second = read_plans(MINATO)[-1]
    longest = replace(second, last_year=FiscalYear(second.first_year.start_year + 29))
    assert possible_ends(longest) == ()
    approval = Approval("市長", LATER, "情第12号", "延長")
    with pytest.raises(NotExtended, match="30年を超えます"):
        extension_of(longest, FiscalYear(longest.last_year.start_year + 1), approval, {})
