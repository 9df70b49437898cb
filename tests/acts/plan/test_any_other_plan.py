"""Whatever other plan is registered beside a town's: in sequence or overlapping, of the same KPIs
or of others, under any numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.two_plans import CLERK, ON, SMART, TOWNS, same_kpis
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.acts.planning import load, offer_in, propose
from yamato_dx.acts.report import send_report
from yamato_dx.acts.taking_back import take_back
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Kpi, Plan, Target, Text
from yamato_dx.queries.assessed import (
    View,
    assessed,
    assessed_by_all,
    plan_ids_in_effect,
    view_of,
)
from yamato_dx.queries.plan.books import plan_workbook
from yamato_dx.queries.reports.owed import owed
from yamato_dx.queries.reports.preview import TypedReport, TypedRow, preview_typed
from yamato_dx.store.record import Record

BASE: Final = read_plans(TOWNS / "minato")[0]
# Shapes whose targets are any number in the KPI's unit.
FREE: Final = ("library_visits", "net_migration", "data_leaks", "open_datasets")
REPORTED: Final = {2025: {"library_visits": "41000", "data_leaks": "1"}, 2026: {"data_leaks": "1"}}


@st.composite
def other_plans(draw: st.DrawFn) -> Plan:
    first = FiscalYear(draw(st.integers(2023, 2028)))
    last = FiscalYear(first.start_year + draw(st.integers(0, 4)))
    kpi_ids = draw(st.lists(st.sampled_from(FREE), min_size=1, unique=True))
    numbers = draw(st.permutations(["1", "1-1", "2", "6"]))
    kpis = [
        _kpi(draw, BASE.kpi(kpi_id), number, (first, last))
        for kpi_id, number in zip(kpi_ids, numbers, strict=False)
    ]
    return replace(
        BASE,
        plan_id="other",
        title=Text("別の計画", "Another plan"),
        effective_from=first.first_day,
        established=f"{first.first_day:%Y-%m}",
        first_year=first,
        last_year=last,
        work_items=(),
        commitments=(),
        kpis=tuple(kpis),
        open_questions=(),
        gaps=(),
    )


def _kpi(draw: st.DrawFn, kpi: Kpi, number: str, span: tuple[FiscalYear, FiscalYear]) -> Kpi:
    years = st.integers(span[0].start_year, span[1].start_year)
    chosen = sorted(draw(st.lists(years, min_size=1, unique=True)))
    targets = (Target(FiscalYear(year), float(draw(st.integers(0, 50_000)))) for year in chosen)
    return replace(kpi, kpi_no=number, targets=tuple(targets), baseline=None, target_date=None)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """With figures of two years; each example takes its plan back."""
    path = tmp_path_factory.mktemp("any") / "record.duckdb"
    with open_record(Place(TOWNS / "minato", path)) as opened:
        for year, values in REPORTED.items():
            rows = tuple(TypedRow(kpi_id, actual_value=text) for kpi_id, text in values.items())
            preview = preview_typed(opened, TypedReport(FiscalYear(year), rows), seen(opened))
            assert preview.is_sendable, preview.problems
            send_report(
                opened,
                data=None,
                file_name=None,
                values=preview.values,
                actor=CLERK,
                previewed_at=preview.revision,
            )
        yield opened


def seen(record: Record, plan_id: str = SMART) -> View:
    return view_of(record, on=ON, plan_id=plan_id)


@settings(max_examples=12)
@given(plan=other_plans())
def test_it_changes_nothing_of_the_first_and_is_gone_when_taken_back(
    record: Record, plan: Plan
) -> None:
    before = assessed_by_all(record, seen(record))
    proposal = propose(record, offer_in(plan_workbook(plan, "ja"), "別の計画.xlsx"), ON)
    assert proposal.faults == ()
    assert proposal.new == (plan,)  # from a workbook as it was
    load(record, proposal, CLERK, same_kpis=same_kpis(proposal))
    pd.testing.assert_frame_equal(assessed(record, seen(record)).frame, before)
    other = assessed(record, seen(record, plan.plan_id)).frame
    both = before.merge(other, on=["kpi_id", "fiscal_year"], suffixes=("", "_other"))
    pd.testing.assert_series_equal(
        both["actual_value"], both["actual_value_other"], check_names=False
    )
    for year in (2025, 2026):
        asked = owed(record, seen(record), FiscalYear(year), "ja", section_id=None).kpis
        kpi_ids = [owed_kpi.kpi.kpi_id for owed_kpi in asked]
        assert len(kpi_ids) == len(set(kpi_ids))
    take_back(record, plan.plan_id, CLERK)
    assert plan_ids_in_effect(record, seen(record)) == (SMART,)
    pd.testing.assert_frame_equal(assessed_by_all(record, seen(record)), before)
