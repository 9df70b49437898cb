"""One figure a row."""

from __future__ import annotations

from random import Random

from benchmarks.intake_faults.book import Book, Cell
from benchmarks.intake_faults.figures import Figures, months_of
from benchmarks.intake_faults.layouts.parts import (
    Rows,
    grid_of,
    headings,
    keys_of,
    name_cell,
    number_cell,
    plan_title,
    rate_cell,
    titled,
    unit_cell,
    written,
)
from benchmarks.intake_faults.truth import Truth


def long(figures: Figures, random: Random) -> Book:
    """年度, KPI番号, 実績値; name, unit, state and note where somebody likes to have them."""
    has_name, has_unit, has_state, has_note = (random.random() < 0.6 for _ in range(4))
    head = ["年度", "KPI番号", *["指標名"] * has_name, "実績値", *["単位"] * has_unit]
    rows: Rows = [headings(*head, *["状態"] * has_state, *["備考"] * has_note)]
    for truth in figures.actuals.values():
        name = [name_cell(figures, truth.kpi_no)] * has_name
        unit = [unit_cell(figures, truth.kpi_no)] * has_unit
        state = [Cell("確定", "status")] * has_state
        value = figures.hand.value(truth) if has_unit else written(figures, truth, random)
        year, number = figures.hand.year(truth.fiscal_year), number_cell(truth.kpi_no)
        rows.append([year, number, *name, value, *unit, *state, *[_note(random)] * has_note])
    return Book((grid_of("実績", rows),))


def long_witnessed(figures: Figures, random: Random) -> Book:
    """With 目標値 and 達成率 beside each figure."""
    rows: Rows = [headings("KPI番号", "指標名", "年度", "単位", "目標値", "実績値", "達成率")]
    for (kpi_no, year), truth in figures.actuals.items():
        target = figures.hand.value(figures.target(kpi_no, year))
        what = [number_cell(kpi_no), name_cell(figures, kpi_no), figures.hand.year(year)]
        told = [target, figures.hand.value(truth), rate_cell(figures, kpi_no, year)]
        rows.append([*what, unit_cell(figures, kpi_no), *told])
    rated = [truth for key, truth in figures.actuals.items() if figures.rate(*key)]
    return Book((grid_of("実績", rows),), witnessed=keys_of(rated))


def long_months(figures: Figures, random: Random) -> Book:
    """One figure a month, and the year's, which the months make."""
    rows: Rows = [headings("年度", "年月", "KPI番号", "実績値", "備考")]
    counted: list[Truth | None] = []
    for kpi_no in figures.kpi_nos:
        year = random.choice(figures.years)
        actual = figures.actuals[(kpi_no, year)]
        rows += [_month(figures, truth, random) for truth in months_of(figures, kpi_no, year)]
        if kpi_no != "1":
            counted += [actual, *months_of(figures, kpi_no, year)]
            what = [figures.hand.year(year), Cell(), number_cell(kpi_no)]
            rows.append([*what, figures.hand.value(actual), _note(random)])
    return Book((grid_of("月別", rows),), witnessed=keys_of(counted))


def _month(figures: Figures, truth: Truth, random: Random) -> list[Cell]:
    assert truth.month is not None, "it is of a month"
    western = truth.fiscal_year + (truth.month < 4)
    month = Cell(f"{western}/{truth.month}", "month")
    year = figures.hand.year(truth.fiscal_year)
    return [year, month, number_cell(truth.kpi_no), figures.hand.value(truth), _note(random)]


def long_titled(figures: Figures, random: Random) -> Book:
    """The same under a title, with a note below."""
    book = long(figures, random)
    return book.with_sheet(0, titled(book.sheets[0], plan_title(figures)))


def _note(random: Random) -> Cell:
    return Cell(random.choice(("", "", "", "窓口①の集計", "発券機の記録（見本）")), "note")
