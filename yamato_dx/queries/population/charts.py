"""Rows and lines of the population charts, with their words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

import pandas as pd

from yamato_dx import i18n
from yamato_dx.output.charts.population_lines import Event, Hue, SeriesKind, SeriesLine
from yamato_dx.output.charts.population_trend import COLUMNS
from yamato_dx.population.age_groups import CHILDREN, ELDERLY, THREE, TOTAL, WORKING
from yamato_dx.population.projection import settled
from yamato_dx.population.pyramid import SIDES
from yamato_dx.population.shares import DENOMINATORS, Denominator, with_shares
from yamato_dx.queries.population.figures import (
    COUNTED,
    PRELIMINARY,
    Population,
    age_words,
    people,
    percent,
    point_name,
    series_name,
    vintage_words,
)
from yamato_dx.queries.rows import Row, rows_of

Measure = Literal["number", "share"]
# Beside what is drawn: what a point is known by.
POINT: Final = ("date", "series", "vintage")
CENSUS_MONTH: Final = 10
MEASURES: Final[tuple[Measure, ...]] = ("number", "share")
# What a face chooses among, in the order in which it is offered.
SHARES_OF: Final = DENOMINATORS
AGE_GROUPS: Final = THREE
SEXES: Final = SIDES
HUES: Final[dict[str, Hue]] = {WORKING: "first", ELDERLY: "second", CHILDREN: "third"}
_KINDS: Final[dict[str, tuple[SeriesKind, Hue]]] = {
    "census": ("counted", "first"),
    "register": ("register", "ink"),
}
_PROJECTED: Final[tuple[tuple[SeriesKind, Hue], ...]] = (
    ("projection", "second"),
    ("older", "third"),
)


def total_lines(population: Population, lang: str) -> tuple[pd.DataFrame, tuple[SeriesLine, ...]]:
    """One row per total that is drawn, and the line that each belongs to.

    A preliminary count stands alone until the final one replaces it: it is no part of a line.
    """
    counted = settled(population.of_kind(*COUNTED).dropna(subset=TOTAL))
    drawn = pd.concat(
        [counted, population.of_kind("projection").dropna(subset=TOTAL)], ignore_index=True
    ).sort_values(["date", "series"], kind="stable")
    lines = _lines(population, drawn, lang)
    names = {line.line for line in lines}
    rows = [
        _point(population, row, row[TOTAL], lang, shown=people(row[TOTAL], lang))
        | {"value_label": i18n.number(row[TOTAL], 0, lang)}
        for row in rows_of(drawn)
        if _line_id(row) in names
    ]
    return _at_ends(pd.DataFrame(rows, columns=[*COLUMNS, *POINT]), lines), lines


def _lines(population: Population, drawn: pd.DataFrame, lang: str) -> tuple[SeriesLine, ...]:
    ranks = {pair: place for place, pair in enumerate(population.projections())}
    found: dict[str, tuple[int, SeriesLine]] = {}
    for row in rows_of(drawn):
        series, vintage = str(row["series"]), str(row["vintage"])
        kind = population.kinds[series]
        name = series_name(population, series, lang)
        rank = ranks.get((series, vintage), -1)
        look, hue = _PROJECTED[min(rank, 1)] if kind == "projection" else _KINDS[kind]
        if vintage == PRELIMINARY:
            look = "preliminary"
            word = vintage_words(vintage, lang)
            name = i18n.text("population.series_vintage", lang, series=name, vintage=word)
        # The older projections lie below: drawn first, named last.
        found[_line_id(row)] = (rank, SeriesLine(_line_id(row), name, hue, look))
    return tuple(line for _, line in sorted(found.values(), key=lambda ranked: ranked[0]))


def group_lines(
    population: Population, measure: Measure, denominator: Denominator, lang: str
) -> tuple[pd.DataFrame, tuple[SeriesLine, ...]]:
    """One row per age group and point where all three are known, and the lines.

    Counts are solid, each projection has its own dashes; nothing joins the two.
    """
    shared = shares_by_group(population, denominator)
    ranks = {pair: place for place, pair in enumerate(population.projections())}
    rows: list[dict[str, object]] = []
    lines: dict[str, SeriesLine] = {}
    for group in (WORKING, ELDERLY, CHILDREN):
        for row in rows_of(shared):
            line = f"{group} {_line_id(row)}"
            look: SeriesKind = "counted"
            if population.kinds[str(row["series"])] == "projection":
                rank = ranks[str(row["series"]), str(row["vintage"])]
                look = _PROJECTED[min(rank, 1)][0]
            name = age_words(group, lang) if look == "counted" else ""
            if population.kinds[str(row["series"])] == "register":
                look, name = "register", ""
            lines[line] = SeriesLine(line, name, HUES[group], look)
            rows.append(_group_row(population, row, group, lang, measure=measure) | {"line": line})
    named = (*lines.values(), *_projection_key(population, shared, lang))
    return _at_ends(pd.DataFrame(rows, columns=[*COLUMNS, *POINT]), named), named


def _projection_key(
    population: Population, shared: pd.DataFrame, lang: str
) -> Iterator[SeriesLine]:
    """What the dashes mean: an entry without points of its own."""
    for place, (series, vintage) in enumerate(population.projections()):
        if ((shared["series"] == series) & (shared["vintage"] == vintage)).any():
            name = series_name(population, series, lang)
            yield SeriesLine(f"key {series} {vintage}", name, "ink", _PROJECTED[min(place, 1)][0])


def shares_by_group(population: Population, denominator: Denominator) -> pd.DataFrame:
    """One row per point with all three groups, with shares; a preliminary count has none."""
    rows = population.of_kind(*COUNTED, "projection").dropna(subset=[TOTAL, *THREE])
    return with_shares(rows, denominator).sort_values(
        ["date", "series"], kind="stable", ignore_index=True
    )


def _group_row(
    population: Population, row: Row, group: str, lang: str, *, measure: Measure
) -> dict[str, object]:
    count, share = row[group], row[f"{group}_share"]
    value = count if measure == "number" else share
    shown = people(count, lang) if measure == "number" else percent(share, lang)
    label = i18n.number(count, 0, lang) if measure == "number" else shown
    sentence = i18n.text("population.chart.group", lang, age=age_words(group, lang), value=shown)
    return _point(population, row, value, lang, shown=sentence) | {"value_label": label}


def _point(
    population: Population, row: Row, value: float, lang: str, *, shown: str
) -> dict[str, object]:
    name = point_name(population, row, lang)
    return {
        "line": _line_id(row),
        "year": decimal_year(row["date"]),
        "value": value,
        "spoken": i18n.text("population.chart.point", lang, point=name, value=shown),
    } | {name: row[name] for name in POINT}


def decimal_year(day: date) -> float:
    """2020.0 for 2020-10-01, the day of the census: a year stands where its census does, and the
    register of March between two of them."""
    return day.year + (day.month - CENSUS_MONTH) / 12


def _line_id(row: Row) -> str:
    return f"{row['series']} {row['vintage']}"


def _at_ends(rows: pd.DataFrame, lines: tuple[SeriesLine, ...]) -> pd.DataFrame:
    """Figures stand at the ends of what was counted and at the end of what is projected."""
    kinds = {line.line: line.kind for line in lines}
    place = rows.groupby("line", sort=False)["year"]
    is_last = rows["year"] == place.transform("max")
    is_first = rows["year"] == place.transform("min")
    is_counted = rows["line"].map(kinds) == "counted"
    return rows.assign(value_label=rows["value_label"].where(is_last | (is_first & is_counted), ""))


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
