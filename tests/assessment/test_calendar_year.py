"""The figure of a calendar year: which fiscal year it belongs to, when it is over, what is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from yamato_dx.assessment import evidence, readings
from yamato_dx.assessment.words import wording

Builders = dict[str, Callable[..., Any]]
Judge = Callable[..., pd.Series]

# 640 of 600 in the calendar year 2024, judged by the target of FY2024.
VALUE = {"kpi_id": "k", "year": 2024, "actual_value": 640}


def plan_of(build: Builders, **more: object) -> Any:
    kpi = {"targets": build["targets"]({2024: 600}), "period_kind": "calendar_year"} | more
    return build["plan"]([build["kpi"]("k", **kpi)])


@pytest.mark.parametrize(
    ("on", "more", "verdict"),
    [
        (date(2024, 12, 30), {}, "in_progress"),
        (date(2024, 12, 31), {}, "met"),  # the calendar year is over
        (date(2024, 12, 31), {"period_kind": None}, "in_progress"),  # the fiscal year is not
        (date(2025, 3, 31), {"period_kind": None}, "met"),
    ],
)
def test_a_calendar_year_is_over_in_december(
    build: Builders, judge: Judge, on: date, more: dict[str, object], verdict: str
) -> None:
    row = judge(plan_of(build, **more), [VALUE], "k", 2024, on=on)
    assert (row["fiscal_year"], row["verdict"]) == (2024, verdict)


@pytest.mark.parametrize(
    ("kind", "due", "on", "verdict"),
    [
        ("calendar_year", (1, 31), date(2025, 1, 31), "not_due"),  # of the year behind it
        ("calendar_year", (1, 31), date(2025, 2, 1), "not_reported"),
        (None, (1, 31), date(2025, 2, 1), "not_due"),  # January of the fiscal year behind it
        (None, (1, 31), date(2026, 2, 1), "not_reported"),
    ],
)
def test_the_day_in_the_year_after(
    build: Builders, judge: Judge, kind: str | None, due: tuple[int, int], on: date, verdict: str
) -> None:
    plan = plan_of(build, period_kind=kind, report_due_month_day=due)
    assert judge(plan, [], "k", 2024, on=on)["verdict"] == verdict


def test_months_make_no_calendar_year(build: Builders) -> None:
    """They were reported while the KPI was of fiscal years."""
    rows = [{"kpi_id": "k", "month": f"2024-{month:02}", "actual_value": 1} for month in (4, 5)]
    standing = build["standing"](rows)
    (kpi,) = plan_of(build).kpis
    assert readings(standing, [kpi], date(2026, 5, 11)).empty


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_screens_and_evidence_say_that_it_is_a_calendar_year(
    build: Builders, judge: Judge, lang: str
) -> None:
    plan = plan_of(build)
    row = judge(plan, [VALUE], "k", 2024).to_dict()
    (kpi,) = plan.kpis
    name, span = ("暦年", "2024年（暦年）") if lang == "ja" else ("calendar year", "CY2024")
    assert wording.figure_kind(kpi, lang) == name
    assert wording.as_of_phrase(row, kpi, lang) == span
    assert name in evidence(row, plan, lang)


def test_without_its_own_day_it_was_true_on_31_december(build: Builders, judge: Judge) -> None:
    plan = plan_of(
        build,
        shape="complete",
        value_form="fraction",
        aggregation="last",
        total=20,
        targets=build["targets"]({2024: 1}),
        target_date=date(2024, 12, 31),
    )
    value = {"kpi_id": "k", "year": 2024, "actual_value": 1, "numerator": 20, "denominator": 20}
    row = judge(plan, [value], "k", 2024)
    assert (row["verdict"], row["reason"]) == ("met", "target_reached")
