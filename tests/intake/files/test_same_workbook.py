"""The same workbook saved in another format reads as the same texts with the same marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.intake.files import same_workbook
from tests.intake.files.same_workbook import CELLS, Cell
from yamato_dx.intake.files.workbooks.child import read

NAMES = list(CELLS)
SEEN = {
    "plain": ("1105", None),
    "decimal": ("0.47", None),
    "rounded share": ("47.44%", "format_rounds"),
    "percent as words": ("47%", None),
    "thousands": ("12.345", "format_changes"),
    "fiscal year": ("令和6年度", None),
    "about": ("640件", "format_about"),
    "negative": ("-3", None),
    "date": ("令和6年3月31日", None),
    "hours": ("9796.5時間", None),
    "fraction": ("17/20", None),
    "hidden by its format": ("5", "cell_invisible"),
    "hidden in its colour": ("5", "cell_invisible"),
    "struck out": ("640", "row_struck"),
    "raised": ("80", "cell_raised"),
    "struck in part": ("610640", "cell_struck"),
    "text": ("令和6年度", None),
    "true": ("TRUE", None),
}


def seen(data: bytes) -> dict[str, tuple[str, str | None]]:
    (sheet,) = read(data)["sheets"]
    marks = {row: code for row, _, code, *_ in sheet["doubts"]}
    marks |= dict.fromkeys(sheet["struck_rows"], "row_struck")
    (texts,) = sheet["columns"]
    return {name: (texts[row], marks.get(row)) for row, name in enumerate(NAMES)}


@pytest.mark.parametrize(
    "write", [same_workbook.xlsx, same_workbook.xls, same_workbook.ods], ids=["xlsx", "xls", "ods"]
)
def test_cells_read_alike(write: Callable[[Sequence[Cell]], bytes]) -> None:
    assert seen(write(list(CELLS.values()))) == SEEN


@pytest.mark.parametrize("write", [same_workbook.xls, same_workbook.ods], ids=["xls", "ods"])
def test_what_is_asked_is_asked_alike(write: Callable[[Sequence[Cell]], bytes]) -> None:
    cells = list(CELLS.values())
    (as_xlsx,), (other,) = read(same_workbook.xlsx(cells))["sheets"], read(write(cells))["sheets"]
    assert other["doubts"] == as_xlsx["doubts"]
    assert other["struck_rows"] == as_xlsx["struck_rows"]
