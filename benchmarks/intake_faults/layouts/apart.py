"""Small tables, forms, blocks: where a figure's year and role stand around it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from benchmarks.intake_faults.book import Area, Book, Cell, Grid
from benchmarks.intake_faults.figures import Figures, year_text
from benchmarks.intake_faults.layouts.parts import (
    Rows,
    as_text,
    grid_of,
    heading,
    headings,
    keys_of,
    name_cell,
    number_cell,
    plan_title,
    rate_cell,
    spaced,
    titled,
    unit_cell,
)
from benchmarks.intake_faults.truth import Truth


def small_tables(figures: Figures, random: Random) -> Book:
    """One after another, each KPI's own years, the role in the heading of the year."""
    rows: Rows = []
    for kpi_no in figures.kpi_nos:
        first, *others = sorted(random.sample(figures.years, min(3, len(figures.years))))
        told = [Cell(f"{year_text(figures.hand.year_form, first)}（基準値）", "year")]
        told += [
            Cell(f"{year_text(figures.hand.year_form, year)}（実績値）", "year") for year in others
        ]
        values = [figures.hand.value(figures.as_role(kpi_no, first, "baseline"))]
        values += [figures.hand.value(figures.actual(kpi_no, year)) for year in others]
        rows.append([*headings("番号", "指標名", "単位"), *told])
        what = [number_cell(kpi_no), name_cell(figures, kpi_no), unit_cell(figures, kpi_no)]
        rows += [[*what, *values], []]
    return Book((titled(grid_of("数値目標", rows), plan_title(figures)),))


def value_and_year(figures: Figures, random: Random) -> Book:
    """«640件» and «（令和6年度）» in one cell."""
    rows: Rows = [headings("番号", "指標名", "実績値", "目標値")]
    for kpi_no in figures.kpi_nos:
        year = random.choice(figures.years)
        actual, target = figures.actual(kpi_no, year), figures.target(kpi_no, 2025)
        told = [_stacked(figures, truth) for truth in (actual, target)]
        rows.append([number_cell(kpi_no), name_cell(figures, kpi_no), *told])
    return Book((titled(grid_of("指標一覧", rows), plan_title(figures)),))


def _stacked(figures: Figures, truth: Truth | None) -> Cell:
    if truth is None:
        return Cell(figures.hand.dash)
    cell = as_text(figures.hand.value(truth, with_unit=True))
    year = year_text("令和{era}年度", truth.fiscal_year)
    return replace(cell, text=f"{cell.text}\n（{year}）")


def blocks_in_row(figures: Figures, random: Random) -> Book:
    """Two KPIs beside each other in one row, of the year that the title names."""
    year = random.choice(figures.years)
    rows: Rows = [[heading("事業名")]]
    for mark in "①②":
        rows[0] += headings(f"KPI{mark}指標名", "単位", "目標値", "実績値", "達成率")
    pairs = list(zip(figures.kpi_nos[0::2], figures.kpi_nos[1::2], strict=False))
    for place, pair in enumerate(pairs, start=1):
        row = [Cell(f"事業{place}", "note")]
        for kpi_no in pair:
            target, actual = figures.target(kpi_no, year), figures.actual(kpi_no, year)
            row += [name_cell(figures, kpi_no), unit_cell(figures, kpi_no)]
            row += [figures.hand.value(target), figures.hand.value(actual)]
            row.append(rate_cell(figures, kpi_no, year))
        rows.append(row)
    keys = [(kpi_no, year) for pair in pairs for kpi_no in pair]
    rated = keys_of([figures.actual(*key) for key in keys if figures.rate(*key)])
    grid = titled(grid_of("評価結果", rows), plan_title(figures, year))
    return Book((grid,), witnessed=rated)


def forms(figures: Figures, random: Random) -> Book:
    """One sheet per KPI: labels and what they say."""
    year = random.choice(figures.years)
    sheets = tuple(_form(figures, kpi_no, year, random) for kpi_no in figures.kpi_nos)
    return Book(sheets)


def one_form(figures: Figures, random: Random) -> Book:
    """The form of one KPI alone."""
    return Book((_form(figures, figures.kpi_nos[0], random.choice(figures.years), random),))


def _form(figures: Figures, kpi_no: str, year: int, random: Random) -> Grid:
    letter = spaced if random.random() < 0.5 else str
    value = figures.hand.value(figures.actual(kpi_no, year), with_unit=True)
    target = figures.hand.value(figures.target(kpi_no, year), with_unit=True)
    rows: Rows = [
        [Cell("KPI評価シート（見本・架空の値）", "title")],
        [],
        [heading(letter("所属")), Cell("企画政策課", "note")],
        [heading(letter("年度")), figures.hand.year(year)],
        [heading("番号"), number_cell(kpi_no)],
        [heading("指標名"), name_cell(figures, kpi_no)],
        [heading("目標値"), target],
        [heading("実績値"), value],
        [heading(letter("備考")), Cell("", "note")],
    ]
    return grid_of(f"KPI{kpi_no}", rows)


def several_sheets(figures: Figures, random: Random) -> Book:
    """One table a year, each on its own sheet, named after it."""
    sheets = []
    for year in figures.years:
        rows: Rows = [headings("番号", "指標名", "単位", "実績値")]
        for kpi_no in figures.kpi_nos:
            what = [number_cell(kpi_no), name_cell(figures, kpi_no), unit_cell(figures, kpi_no)]
            rows.append([*what, figures.hand.value(figures.actual(kpi_no, year))])
        sheets.append(titled(grid_of(f"R{year - 2018}", rows), plan_title(figures, year)))
    return Book(tuple(sheets))


def several_tables(figures: Figures, random: Random) -> Book:
    """Two tables on one sheet, one below the other, each with its own header."""
    half = max(1, len(figures.kpi_nos) // 2)
    rows: Rows = []
    for title, kpi_nos in (
        ("１　窓口", figures.kpi_nos[:half]),
        ("２　庁内", figures.kpi_nos[half:]),
    ):
        rows.append([Cell(title, "title")])
        rows.append([*headings("番号", "指標名", "単位"), *map(figures.hand.year, figures.years)])
        for kpi_no in kpi_nos:
            values = [figures.hand.value(figures.actual(kpi_no, year)) for year in figures.years]
            what = [number_cell(kpi_no), name_cell(figures, kpi_no), unit_cell(figures, kpi_no)]
            rows.append([*what, *values])
        rows.append([])
    return Book((titled(grid_of("実績", rows), plan_title(figures)),))


def unnamed_blocks(figures: Figures, random: Random) -> Book:
    """The same headings once per year, which none of them names: nobody may guess."""
    rows: Rows = [headings("番号", "指標名", "単位", *["実績値", "備考"] * len(figures.years))]
    truths: list[Truth | None] = []
    for kpi_no in figures.kpi_nos:
        row = [number_cell(kpi_no), name_cell(figures, kpi_no), unit_cell(figures, kpi_no)]
        for year in figures.years:
            truths.append(figures.actual(kpi_no, year))
            row += [figures.hand.value(truths[-1]), Cell("", "note")]
        rows.append(row)
    return Book((grid_of("データ集計", rows),), doubtful=keys_of(truths))


def merged_names(figures: Figures, random: Random) -> Book:
    """One figure a row; number and name merged over the years of each KPI."""
    rows: Rows = [headings("番号", "指標名", "年度", "実績値", "備考")]
    merged: list[Area] = []
    for kpi_no in figures.kpi_nos:
        top = len(rows)
        for place, year in enumerate(figures.years):
            first = [number_cell(kpi_no), name_cell(figures, kpi_no)] if not place else [Cell()] * 2
            value = figures.hand.value(figures.actual(kpi_no, year))
            rows.append([*first, figures.hand.year(year), value, Cell("", "note")])
        if len(rows) - top > 1:
            merged += [(top, column, len(rows) - 1, column) for column in range(2)]
    return Book((replace(grid_of("実績", rows), merged=tuple(merged)),))
