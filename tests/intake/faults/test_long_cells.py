"""One cell of a file, however long, keeps nobody waiting: what looks for a year, a name or a figure
in it must not begin anew at each of its signs."""

from __future__ import annotations

import time
from datetime import date

import pytest

from yamato_dx.intake.reports.report import read_report
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.root import ROOT

PLANS = read_plans(ROOT / "data" / "plans" / "yamato")
LONG = 20_000
LONG_CELLS = [
    "1" + " " * LONG + "x",
    "1" + "　" * LONG + "x",
    "1" + "\n" * LONG + "x",
    "(" * LONG,
    "令和6年" * (LONG // 4),
    "1月-" * (LONG // 3),
]
A_ROW_EACH = [["年度", "年月", "KPI番号", "実績値", "単位"], ["R6", "2024/4", "4", "38", "件"]]
CROSSTAB = [["令和6年度", "", ""], ["KPI番号", "KPI名", "R6年4月"], ["4", "コンビニ交付", "38"]]


@pytest.mark.parametrize("table", [A_ROW_EACH, CROSSTAB], ids=["a row each", "crosstab"])
@pytest.mark.parametrize("long", LONG_CELLS, ids=lambda cell: repr(cell[:4]))
def test_a_long_cell_keeps_nobody_waiting(table: list[list[str]], long: str) -> None:
    last = len(table) - 1
    for row, column in ((0, 0), (last, 0), (last, 1), (last, 2)):
        cells = [list(texts) for texts in table]
        cells[row][column] = long
        lines = (",".join(f'"{text}"' for text in texts) for texts in cells)
        began = time.process_time()
        read_report("\r\n".join(lines).encode(), "long.csv", plans=PLANS, present=date(2026, 5, 11))
        assert time.process_time() - began < 5, "of minutes to hours"
