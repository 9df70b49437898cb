"""Of how many things a fraction is: as in other periods, where the plan does not say it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from tests.intake.yamato import PLAN, read_lines
from yamato_dx.intake.earlier import NOTHING_EARLIER, Earlier
from yamato_dx.intake.problem import AS_IT_STANDS

HEAD = "年度,KPI番号,実績値"
ROOMS = next(kpi.kpi_id for kpi in PLAN.kpis if kpi.kpi_no == "7")


def _standing(of: float) -> Earlier:
    """1 of so many in R5."""
    said = {"actual_value": 1 / of, "numerator": 1.0, "denominator": of}
    period = {"period_start": pd.Timestamp(2023, 4, 1), "period_months": 12}
    town = PLAN.municipality.municipality_code
    row = {"municipality_code": town, "kpi_id": ROOMS, **period, **said}
    return replace(NOTHING_EARLIER, standing=pd.DataFrame([row]))


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        (("R4,7,1/3", "R5,7,1/33", "R6,7,3/3"), [3]),
        (("R4,7,1/3", "R5,7,1/33"), [2, 3]),  # which of both is the slip, nobody can tell
        (("R4,7,1/3", "R5,7,2/3"), []),
        (("R4,7,1/3", "R5,7,2/4", "R6,7,3/4"), [2]),  # one room more
        (("R5,7,1/33",), []),  # the first ever
        (("R5,2,9/20", "R6,2,10/20"), []),  # the plan has their number
        (("R5,8,1回（182/190人）", "R6,8,1回（181/191人）"), []),
    ],
)
def test_another_denominator_is_confirmed(rows: tuple[str, ...], asked: list[int]) -> None:
    found = read_lines(HEAD, *rows).problems
    assert [one.row for one in found if one.code == "denominator_other"] == asked


def test_another_denominator_than_what_stands_is_confirmed_once() -> None:
    (problem,) = read_lines(HEAD, "R6,7,1/33", earlier=_standing(3)).problems
    assert (problem.severity, problem.code) == ("confirm", "denominator_other")
    answers = {problem.problem_id: AS_IT_STANDS}
    assert read_lines(HEAD, "R6,7,1/33", earlier=_standing(3), answers=answers).problems == ()
    assert read_lines(HEAD, "R6,7,2/3", earlier=_standing(3)).problems == ()
    assert read_lines(HEAD, "R5,7,1/33", earlier=_standing(33)).problems == ()  # it stands already
    (put_right,) = read_lines(HEAD, "R5,7,1/3", earlier=_standing(33)).problems
    assert put_right.code == "denominator_other"
