"""Small tables as a section sends them, most of them of one row."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Final

from yamato_dx.problem_types import Example, ProblemType, Severity

ExampleCells = Mapping[str, str]
# A row that is read as it stands: KPI 4 of 山都町 in one year.
_GOOD: Final = {"年度": "令和6年度", "KPI番号": "4", "実績値": "640"}


def table(*records: str) -> Example:
    """Lines of a CSV file, the headings first."""
    return Example("".join(f"{record}\n" for record in records))


def written(text: str) -> Example:
    """A file in which signs and lines matter, not the cells that they make."""
    return Example(text, is_table=False)


def row(cells: ExampleCells) -> Example:
    """A good row with these cells, by heading, instead of its own or behind them."""
    return _row({**_GOOD, **cells})


def month(written_month: str, **cells: str) -> Example:
    """A row of a month, without 年度."""
    return _row({"年月": written_month, "KPI番号": "4", "実績値": "52", **cells})


def _row(cells: ExampleCells) -> Example:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([list(cells), list(cells.values())])
    return Example(text.getvalue())


def of_cell(
    code: str,
    severity: Severity,
    bad: ExampleCells,
    good: ExampleCells,
    *,
    is_of_file: bool = False,
) -> ProblemType:
    """A problem of one row."""
    return ProblemType(code, (severity,), row(bad), row(good), is_of_file)


def of_value(code: str, severity: Severity, kpi_no: str, examples: tuple[str, str]) -> ProblemType:
    """A problem of the value of one row. `examples`: a bad and a good one."""
    bad, good = examples
    cells = {"KPI番号": kpi_no}
    return of_cell(code, severity, cells | {"実績値": bad}, cells | {"実績値": good})


def of_year(code: str, severity: Severity, bad: str, good: str = "令和6年度") -> ProblemType:
    return of_cell(code, severity, {"年度": bad}, {"年度": good})


def of_month(code: str, severity: Severity, bad: str, good: str = "2024/4") -> ProblemType:
    return ProblemType(code, (severity,), month(bad), month(good))
