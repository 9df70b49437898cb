"""Twice as many rows or columns cost twice as many calls, whatever is wrong with each of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType

import pytest

from tests.intake.yamato import read_lines
from yamato_dx.intake.reports.report import ReportReading

ROWS = 150
HEAD, ROW = "番号,指標名,R4実績,R5実績,R6実績", "4,コンビニ交付 発行件数"
# (heading, row of a number, problems of each row)
CASES = {
    "the same figures again": (HEAD, f"{ROW},212,312,640", 3),
    "figures that contradict each other": (HEAD, ROW + ",{0},{0},{0}", 3),
    "a sum that does not come out": ("番号,指標名,R6.4実績,R6.5実績,計", ROW + ",{0},{0},1", 3),
    "a row cut short": (f"{HEAD}\n{ROW},212,312,640", f"{ROW},212", 1),
    "a year beside months": ("年度,年月,KPI番号,実績値", "R6,,4,640\n,R6.4,4,{0}", 2),
    "years beside their months": ("年度,年月,KPI番号,実績値\n,R6.4,4,641", "R6,,4,640", 1),
}


def read(case: str, rows: int) -> ReportReading:
    heading, row, _ = CASES[case]
    return read_lines(heading, *(row.format(number + 1000) for number in range(rows)))


def calls_of(act: Callable[[], object]) -> int:
    count = 0

    def counted(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("case", CASES)
def test_calls_grow_with_the_rows(case: str) -> None:
    _, _, of_row = CASES[case]
    assert len(read(case, ROWS).problems) >= of_row * (ROWS - 1)
    first, second, third = (
        calls_of(partial(read, case, rows)) for rows in (ROWS, 2 * ROWS, 3 * ROWS)
    )
    assert third - second < 1.2 * (second - first)


def test_more_columns_alike_than_there_are_years_are_refused() -> None:
    heading = "番号,指標名" + ",実績値" * 50
    reading = read_lines(heading, ROW + ",640" * 50)
    assert [problem.code for problem in reading.problems] == ["heading_twice"]


WIDE = {
    "columns without a meaning": (
        lambda count: ["番号,指標名,R6実績" + ",覚え" * count, *[f"{ROW},640" + ",3" * count] * 12]
    ),
    "one heading over many columns": (
        lambda count: ["番号,指標名,R6" + "," * count, ",," + ",実績" * count, f"{ROW},640"]
    ),
}


@pytest.mark.parametrize("case", WIDE)
def test_calls_grow_with_the_columns(case: str) -> None:
    def counted(count: int) -> int:
        return calls_of(lambda: read_lines(*WIDE[case](count)))

    first, second, third = (counted(count) for count in (60, 120, 180))
    assert third - second < 1.3 * (second - first)
