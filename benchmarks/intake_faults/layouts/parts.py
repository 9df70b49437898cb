"""Cells and rows that several layouts have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from benchmarks.intake_faults.book import Cell, Grid
from benchmarks.intake_faults.figures import Figures, year_text
from benchmarks.intake_faults.truth import Key, Truth

Rows = list[list[Cell]]


def heading(text: str) -> Cell:
    return Cell(text, "heading")


def headings(*texts: str) -> list[Cell]:
    return [heading(text) for text in texts]


def number_cell(kpi_no: str) -> Cell:
    return Cell(kpi_no, "kpi_no")


def name_cell(figures: Figures, kpi_no: str) -> Cell:
    return Cell(figures.name(kpi_no), "kpi_name")


def unit_cell(figures: Figures, kpi_no: str) -> Cell:
    return Cell(figures.unit(kpi_no), "unit")


def rate_cell(figures: Figures, kpi_no: str, year: int) -> Cell:
    text = figures.rate(kpi_no, year)
    return Cell(text, "witness") if text else Cell(figures.hand.dash)


def titled(grid: Grid, title: str) -> Grid:
    """With a title, the day and the section above, and a note below."""
    above = [
        [Cell(title, "title")],
        [Cell("令和８年５月１１日　企画政策課", "title")],
        [],
    ]
    moved = grid.moved(len(above), 0)
    rows: Rows = [*above, *map(list, moved.rows[len(above) :]), []]
    rows.append([Cell("※架空の値。年度末時点で集計した。", "note")])
    return moved.with_rows(rows)


def plan_title(figures: Figures, year: int | None = None) -> str:
    told = f"{year_text(figures.hand.year_form, year)}　" if year else ""
    return f"{told}山都町DX推進計画　KPI実績報告（見本・架空の値）"


def spaced(text: str) -> str:
    """所 属: a short label as it is stretched over its cell."""
    return " ".join(text)


def written(figures: Figures, truth: Truth | None, random: Random) -> Cell:
    """With the unit behind the number every third time."""
    return figures.hand.value(truth, with_unit=random.random() < 1 / 3)


def as_text(cell: Cell) -> Cell:
    return replace(cell, number=None, form="@")


def grid_of(name: str, rows: Sequence[Sequence[Cell]]) -> Grid:
    return Grid(name, tuple(map(tuple, rows)))


def keys_of(truths: Sequence[Truth | None]) -> frozenset[Key]:
    return frozenset(truth.key for truth in truths if truth)
