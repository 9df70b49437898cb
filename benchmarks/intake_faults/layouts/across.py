"""One KPI a row: years or months across, roles beside or above them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from benchmarks.intake_faults.book import Area, Book, Cell
from benchmarks.intake_faults.figures import Figures, era_year, months_of, wide
from benchmarks.intake_faults.layouts.parts import (
    Rows,
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
    written,
)
from benchmarks.intake_faults.truth import Truth


def years_across(figures: Figures, random: Random) -> Book:
    has_number = random.random() < 0.7
    first = ["番号"] * has_number + ["指標名", spaced("単位") if random.random() < 0.3 else "単位"]
    rows: Rows = [[*headings(*first), *map(figures.hand.year, figures.years), heading("備考")]]
    for kpi_no in figures.kpi_nos:
        values = [figures.hand.value(figures.actual(kpi_no, year)) for year in figures.years]
        what = [number_cell(kpi_no)] * has_number + [name_cell(figures, kpi_no)]
        rows.append([*what, unit_cell(figures, kpi_no), *values, Cell("", "note")])
    return Book((titled(grid_of("実績", rows), plan_title(figures)),))


def implied_era(figures: Figures, random: Random) -> Book:
    """«5年度», «6年度»: the era stands in the title alone."""
    last = figures.years[-1]
    rows: Rows = [[*headings("番号", "指標名", "単位")]]
    is_wide = random.random() < 0.5
    for year in figures.years:
        era = str(era_year(year))
        rows[0].append(Cell(f"{wide(era) if is_wide else era}年度", "year"))
    for kpi_no in figures.kpi_nos:
        values = [figures.hand.value(figures.actual(kpi_no, year)) for year in figures.years]
        what = [number_cell(kpi_no), name_cell(figures, kpi_no), unit_cell(figures, kpi_no)]
        rows.append([*what, *values])
    title = f"令和{era_year(last)}年度　KPI実績報告（見本・架空の値）"
    return Book((titled(grid_of("実績", rows), title),))


def months_across(figures: Figures, random: Random) -> Book:
    year = random.choice(figures.years)
    names = [f"{month}月" for month in (*range(4, 13), 1, 2, 3)]
    head = [*headings("番号", "指標名", "単位"), *(Cell(name, "month") for name in names)]
    rows: Rows = [[*head, heading("計")]]
    months: list[Truth | None] = []
    for kpi_no in figures.kpi_nos:
        of_kpi = months_of(figures, kpi_no, year)
        what = [number_cell(kpi_no), name_cell(figures, kpi_no), unit_cell(figures, kpi_no)]
        total = replace(figures.hand.value(figures.as_role(kpi_no, year, "sum")), kind="witness")
        rows.append([*what, *map(figures.hand.value, of_kpi), total])
        months += of_kpi
    grid = titled(grid_of("月別", rows), plan_title(figures, year))
    return Book((grid,), witnessed=keys_of(months))


def role_rows(figures: Figures, random: Random) -> Book:
    """目標, 実績 and 達成率 as rows under one merged name."""
    has_rate = random.random() < 0.7
    roles = ["目標", "実績", *["達成率"] * has_rate]
    head = headings("番号", "指標名", "単位", "区分")
    rows: Rows = [[*head, *map(figures.hand.year, figures.years)]]
    merged: list[Area] = []
    for kpi_no in figures.kpi_nos:
        top = len(rows)
        targets = [figures.hand.value(figures.target(kpi_no, year)) for year in figures.years]
        actuals = [figures.hand.value(figures.actual(kpi_no, year)) for year in figures.years]
        rates = [rate_cell(figures, kpi_no, year) for year in figures.years]
        what = [number_cell(kpi_no), name_cell(figures, kpi_no), unit_cell(figures, kpi_no)]
        for role, cells in zip(roles, (targets, actuals, rates), strict=False):
            first = what if role == "目標" else [Cell()] * 3
            rows.append([*first, Cell(role, "role"), *cells])
        merged += [(top, column, len(rows) - 1, column) for column in range(3)]
    grid = replace(grid_of("進捗", rows), merged=tuple(merged))
    rated = [truth for key, truth in figures.actuals.items() if figures.rate(*key)]
    witnessed = keys_of(rated) if has_rate else frozenset()
    return Book((titled(grid, plan_title(figures)),), witnessed=witnessed)


def two_row_header(figures: Figures, random: Random) -> Book:
    """The year merged over 目標 and 実績."""
    first, second = headings("番号", "指標名", "単位"), [Cell()] * 3
    merged: list[Area] = [(0, column, 1, column) for column in range(3)]
    for year in figures.years:
        merged.append((0, len(first), 0, len(first) + 1))
        first += [figures.hand.year(year), Cell()]
        second += [Cell("目標", "role"), Cell("実績", "role")]
    rows: Rows = [first, second]
    for kpi_no in figures.kpi_nos:
        row = [number_cell(kpi_no), name_cell(figures, kpi_no), unit_cell(figures, kpi_no)]
        for year in figures.years:
            row.append(figures.hand.value(figures.target(kpi_no, year)))
            row.append(figures.hand.value(figures.actual(kpi_no, year)))
        rows.append(row)
    grid = replace(grid_of("実績", rows), merged=tuple(merged))
    return Book((titled(grid, plan_title(figures)),))


def glued_roles(figures: Figures, random: Random) -> Book:
    """R6目標, R6実績; of the last year 実績（見込）, whose figures have that state."""
    last = figures.years[-1]
    is_forecast = random.random() < 0.5
    rows: Rows = [headings("番号", "指標名", "単位")]
    for year in figures.years:
        state = "（見込）" if is_forecast and year == last else ""
        told = figures.hand.year(year).text
        rows[0] += [Cell(f"{told}目標", "year"), Cell(f"{told}実績{state}", "year")]
    for kpi_no in figures.kpi_nos:
        row = [number_cell(kpi_no), name_cell(figures, kpi_no), unit_cell(figures, kpi_no)]
        for year in figures.years:
            status = "forecast" if is_forecast and year == last else None
            row.append(figures.hand.value(figures.target(kpi_no, year)))
            row.append(figures.hand.value(figures.as_role(kpi_no, year, "actual", status)))
        rows.append(row)
    return Book((titled(grid_of("実績", rows), plan_title(figures)),))


def merged_project(figures: Figures, random: Random) -> Book:
    """Several KPI rows under one project, whose cell is merged."""
    rows: Rows = [[*headings("取組事項", "KPI", "単位"), *map(figures.hand.year, figures.years)]]
    half = max(1, len(figures.kpi_nos) // 2)
    merged: list[Area] = []
    for title, kpi_nos in (
        ("窓口改革の推進", figures.kpi_nos[:half]),
        ("行政事務の効率化", figures.kpi_nos[half:]),
    ):
        top = len(rows)
        for place, kpi_no in enumerate(kpi_nos):
            values = [figures.hand.value(figures.actual(kpi_no, year)) for year in figures.years]
            project = Cell(title, "note") if place == 0 else Cell()
            rows.append([project, name_cell(figures, kpi_no), unit_cell(figures, kpi_no), *values])
        if len(rows) - top > 1:
            merged.append((top, 0, len(rows) - 1, 0))
    grid = replace(grid_of("実績", rows), merged=tuple(merged))
    return Book((titled(grid, plan_title(figures)),))


def transposed(figures: Figures, random: Random) -> Book:
    """Years down, KPIs across."""
    rows: Rows = [
        [heading("年度"), *(name_cell(figures, kpi_no) for kpi_no in figures.kpi_nos)],
    ]
    if random.random() < 0.5:
        units = (unit_cell(figures, kpi_no) for kpi_no in figures.kpi_nos)
        rows.append([heading("単位"), *units])
    for year in figures.years:
        actuals = [figures.actual(kpi_no, year) for kpi_no in figures.kpi_nos]
        values = [written(figures, actual, random) for actual in actuals]
        rows.append([figures.hand.year(year), *values])
    return Book((titled(grid_of("推移", rows), plan_title(figures)),))
