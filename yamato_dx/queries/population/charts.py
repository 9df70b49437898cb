"""Rows and lines of the population charts, with their words."""

from __future__ import annotations

from datetime import date
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.output.charts.population_lines import Event, SeriesKind, SeriesLine
from yamato_dx.output.charts.population_trend import COLUMNS
from yamato_dx.population.age_groups import CHILDREN, ELDERLY, THREE, TOTAL, WORKING
from yamato_dx.population.indices import with_indices
from yamato_dx.population.projection import settled
from yamato_dx.population.pyramid import SIDES
from yamato_dx.population.shares import Denominator, with_shares
from yamato_dx.queries.population.figures import (
    PRELIMINARY,
    Population,
    people,
    point_name,
    series_name,
    vintage_words,
)
from yamato_dx.rows import Row, rows_of

# Beside what is drawn: what a point is known by.
POINT: Final = ("date", "series", "vintage")
# Where a year stands on the scale: on the census's day, or on the register's.
CENSUS_MONTH: Final = 10
REGISTER_MONTH: Final = 1
# As the page has them: what shrinks most, first.
AGE_GROUPS: Final = (WORKING, ELDERLY, CHILDREN)
SEXES: Final = SIDES
NONE_ADDED: Final = "none"
ALL_ADDED: Final = "all"
_LOOKS: Final[dict[str, SeriesKind]] = {"census": "counted", "register": "register"}


def added_choices(population: Population, lang: str) -> dict[str, str]:
    """What can be laid beside the census and the newest projection: code for the address → words;
    empty where there is nothing else."""
    others = [series for series in population.totalled() if series not in population.leading_series]
    named = {series: series_name(population, series, lang) for series in others}
    if not named:
        return {}
    every = {ALL_ADDED: i18n.text("population.added.all", lang)} if len(named) > 1 else {}
    return {NONE_ADDED: i18n.text("population.added.none", lang)} | named | every


def drawn_series(population: Population, added: str) -> frozenset[str]:
    """The leading series, and what was chosen beside them."""
    if added == ALL_ADDED:
        return frozenset(population.totalled())
    return frozenset(population.leading_series) | ({added} - {NONE_ADDED})


@kept(32)
def total_lines(
    population: Population, added: str, lang: str
) -> tuple[pd.DataFrame, tuple[SeriesLine, ...]]:
    """One row per total that is drawn, and the line that each belongs to."""
    return _totals(population, drawn_series(population, added), CENSUS_MONTH, lang)


@kept(32)
def register_lines(
    population: Population, lang: str
) -> tuple[pd.DataFrame, tuple[SeriesLine, ...]]:
    """As `total_lines`, of the registers where they do not lead already: they have a chart of
    their own beside the census."""
    registers = set(population.of_kind("register")["series"]) - set(population.leading_series)
    return _totals(population, frozenset(registers), REGISTER_MONTH, lang)


def _totals(
    population: Population, series: frozenset[str], month: int, lang: str
) -> tuple[pd.DataFrame, tuple[SeriesLine, ...]]:
    """A preliminary count stands alone until the final one replaces it: it is no part of a line."""
    counted = population.counts()
    projected = population.of_kind("projection").dropna(subset=TOTAL)
    drawn = pd.concat([counted, projected], ignore_index=True)
    rows = drawn[drawn["series"].isin(series)].sort_values(["date", "series"], kind="stable")
    return _drawn(population, rows, TOTAL, lang, month=month)


@kept(32)
def group_lines(
    population: Population, group: str, added: str, lang: str
) -> tuple[pd.DataFrame, tuple[SeriesLine, ...]]:
    """One row per point where all three groups are known, of one of them, and the lines."""
    points = grouped_points(population)
    drawn = points[points["series"].isin(drawn_series(population, added))]
    return _drawn(population, drawn, group, lang, month=CENSUS_MONTH)


@kept(32)
def grouped_points(population: Population, denominator: Denominator = "known") -> pd.DataFrame:
    """One row per point with all three groups, with shares and indices, by date."""
    counted = settled(population.of_kind("census", "register"))
    rows = pd.concat([counted, population.of_kind("projection")], ignore_index=True)
    known = rows.dropna(subset=[TOTAL, *THREE])
    return with_indices(with_shares(known, denominator)).sort_values(
        ["date", "series"], kind="stable", ignore_index=True
    )


def _drawn(
    population: Population, points: pd.DataFrame, group: str, lang: str, *, month: int
) -> tuple[pd.DataFrame, tuple[SeriesLine, ...]]:
    lines = _lines(population, points, lang)
    rows = [_point(population, row, row[group], lang, month=month) for row in rows_of(points)]
    return _labelled(pd.DataFrame(rows, columns=[*COLUMNS, *POINT, "figure"]), lines), lines


def _lines(population: Population, points: pd.DataFrame, lang: str) -> tuple[SeriesLine, ...]:
    newest = population.projections()[:1]
    lines: dict[str, SeriesLine] = {}
    for row in rows_of(points):
        series, vintage = str(row["series"]), str(row["vintage"])
        name = series_name(population, series, lang)
        is_newest = (series, vintage) in newest
        look = _LOOKS.get(population.kinds[series], "projection" if is_newest else "older")
        if vintage == PRELIMINARY:
            look = "preliminary"
            word = vintage_words(vintage, lang)
            name = i18n.text("population.series_vintage", lang, series=name, vintage=word)
        lines[_line_id(row)] = SeriesLine(_line_id(row), name, look)
    return tuple(lines.values())


def _point(
    population: Population, row: Row, value: float, lang: str, *, month: int
) -> dict[str, object]:
    name, day = point_name(population, row, lang), row["date"]
    year = i18n.text("population.year", lang, year=day.year)
    when = year if day.month == CENSUS_MONTH else i18n.month(day, lang)
    shown = people(value, lang)
    return {
        "line": _line_id(row),
        "year": decimal_year(day, month),
        "value": value,
        "spoken": i18n.text("population.chart.point", lang, point=name, value=shown),
        "figure": i18n.text(
            "population.chart.figure", lang, when=when, people=i18n.number(value, 0, lang)
        ),
    } | {name: row[name] for name in POINT}


def decimal_year(day: date, month: int = CENSUS_MONTH) -> float:
    """2020.0 for 2020-10-01 where `month` is the census's: a year stands where its census does,
    and the register of March between two of them."""
    return day.year + (day.month - month) / 12


def _line_id(row: Row) -> str:
    return f"{row['series']} {row['vintage']}"


def _labelled(rows: pd.DataFrame, lines: tuple[SeriesLine, ...]) -> pd.DataFrame:
    """Each line is named once, where it ends or, counted, where it begins; figures stand at the
    ends of what was counted and at the end of what is projected."""
    kinds = {line.line: line.kind for line in lines}
    names = rows["line"].map({line.line: line.name for line in lines})
    is_counted = rows["line"].map(kinds).isin(["counted", "register"])
    place = rows.groupby("line", sort=False)["year"]
    is_first = rows["year"] == place.transform("min")
    is_last = rows["year"] == place.transform("max")
    named = (is_counted & is_first) | (~is_counted & is_last)
    return rows.assign(
        label_name=names.where(named, ""),
        label_figure=rows["figure"].where(is_last | (is_first & is_counted), ""),
    )[[*COLUMNS, *POINT]]


def merger_events(population: Population, lang: str) -> tuple[Event, ...]:
    """An upright line where municipalities were merged."""
    days = population.published.changes["changed_on"].drop_duplicates()
    return tuple(
        Event(
            decimal_year(day),
            i18n.text("population.chart.merger", lang, month=i18n.month(day, lang)),
        )
        for day in days
    )
