"""The target in force then stands beside the target now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from yamato_dx.acts.opening import Place, open_record
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import Assessed, View, assessed
from yamato_dx.queries.kpis.targets_then import targets_then, then_words
from yamato_dx.root import ROOT

MINATO = ROOT / "tests" / "towns" / "minato"
YAMATO = ROOT / "data" / "plans" / "yamato"
FIRST, SECOND = read_plans(MINATO)
Judged = Callable[[Path, date], Assessed]


@pytest.fixture
def judged(tmp_path: Path) -> Judged:
    def on(folder: Path, day: date) -> Assessed:
        with open_record(Place(folder, tmp_path / "record.duckdb")) as record:
            return assessed(record, View(record.head(), day))

    return on


def row(frame: pd.DataFrame, kpi_id: str, year: int) -> pd.Series:
    return frame[(frame["kpi_id"] == kpi_id) & (frame["fiscal_year"] == year)].iloc[0]


def test_each_kpi_and_year_of_the_plan_is_one_row(judged: Judged) -> None:
    frame = targets_then(judged(MINATO, date(2027, 1, 15)))
    assert len(frame) == len(SECOND.kpis) * 3
    assert not frame.duplicated(["kpi_id", "fiscal_year"]).any()


def test_a_year_that_ended_before_the_revision_had_the_first_version(judged: Judged) -> None:
    frame = targets_then(judged(MINATO, date(2027, 1, 15)))
    ended = row(frame, "library_visits", 2025)
    assert (ended["plan_version"], ended["version_then"]) == ("2.0", "1.0")
    assert (ended["kpi_no"], ended["kpi_no_then"]) == ("1-1", "1")
    assert ended["is_same"]
    # 2.0 took effect within this year: at its end it was the plan.
    assert row(frame, "library_visits", 2026)["version_then"] == "2.0"


def test_where_the_target_was_another_both_stand_there(judged: Judged) -> None:
    answer = judged(MINATO, date(2027, 1, 15))
    later = replace(SECOND, effective_from=date(2028, 4, 1))  # revised when all was over
    frame = targets_then(replace(answer, plan=later, plans=(FIRST, later)))
    final = row(frame, "library_visits", 2027)
    assert (final["target_value"], final["target_value_then"]) == (48000, 50000)
    assert not final["is_same"]


def test_a_version_that_is_not_recorded_is_missing_and_not_the_same(judged: Judged) -> None:
    """Version 2.0 of this plan came after FY2023 had ended; version 1.0 is not recorded."""
    frame = targets_then(judged(YAMATO, date(2026, 6, 15)))
    before = row(frame, "visitor_stay_minutes", 2023)
    assert before["target_value"] == 30
    assert pd.isna(before["version_then"])
    assert pd.isna(before["target_value_then"])
    assert not before["is_same"]
    assert row(frame, "visitor_stay_minutes", 2024)["is_same"]


def test_a_kpi_that_the_version_then_did_not_have(judged: Judged) -> None:
    answer = judged(MINATO, date(2027, 1, 15))
    shorter: Plan = replace(FIRST, kpis=FIRST.kpis[1:])
    frame = targets_then(replace(answer, plans=(shorter, SECOND)))
    new = row(frame, "library_visits", 2025)
    assert new["version_then"] == "1.0"
    assert pd.isna(new["kpi_no_then"])
    assert not new["has_target_then"]


def test_a_published_figure_as_target_is_the_same_without_a_value(judged: Judged) -> None:
    frame = targets_then(judged(MINATO, date(2027, 1, 15)))
    compared = next(kpi for kpi in SECOND.kpis if kpi.shape == "match_benchmark")
    held = frame[(frame["kpi_id"] == compared.kpi_id) & frame["has_target"]]
    assert len(held)
    assert held["target_value"].isna().all()
    assert held["is_same"].all()


def test_a_version_that_is_not_recorded_is_said_to_be_so(judged: Judged) -> None:
    answer = judged(YAMATO, date(2026, 6, 15))
    (line,) = then_words(answer, answer.plan.kpi("visitor_stay_minutes"), "ja")
    assert "R5年度" in line  # version 1.0 was in force then, and is not recorded
    assert "第2.0版" in line


def test_the_target_then_stands_beside_the_one_now(judged: Judged) -> None:
    answer = judged(MINATO, date(2027, 1, 15))
    visits = answer.plan.kpi("library_visits")
    assert [line for line in then_words(answer, visits, "en") if "as now" in line]
    later = replace(SECOND, effective_from=date(2028, 4, 1))  # revised when all was over
    revised = replace(answer, plan=later, plans=(FIRST, later))
    final = then_words(revised, visits, "ja")[-1]
    assert "50,000" in final
    assert "48,000" in final
    # Told already, with the verdicts by both.
    compared = then_words(revised, visits, "ja", compared={2027})
    assert compared == then_words(revised, visits, "ja")[:-1]
