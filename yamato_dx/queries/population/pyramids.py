"""The points of time that have both sexes by age, and two of them laid over each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.population.age_groups import TOTAL, band_of
from yamato_dx.population.pyramid import largest_band_of, points_by_age, pyramid
from yamato_dx.queries.assessed import View
from yamato_dx.queries.population.charts import SEXES
from yamato_dx.queries.population.figures import (
    COUNTED,
    Population,
    age_words,
    people,
    point_name,
    population_of,
    source_name,
    vintage_words,
)
from yamato_dx.rows import Row, rows_of
from yamato_dx.store.record import Record

ALONE: Final = "none"
# So many age groups can each be named beside their bars.
NAMED_BANDS: Final = 10


@dataclass(frozen=True, eq=False)
class Pyramid:
    """`rows`: what the chart draws. `shown`, `compared`: the names of the two points, the latter
    «» where there is one. `sides`: men and women of the point shown."""

    rows: pd.DataFrame
    shown: str
    compared: str
    sides: tuple[str, str]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class PyramidFigures:
    """`sides`: of whom each figure is, point of time and sex; `rows`: an age and its figures."""

    sides: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@kept(16)
def pyramid_points(record: Record, view: View, lang: str) -> dict[str, str]:
    """The points that have both sexes by age, by date: code for the address → what it is called."""
    population = population_of(record, view)
    return {_code(row): point_name(population, row, lang) for row in _points(population)}


@kept(16)
def usual_points(record: Record, view: View) -> tuple[str, str]:
    """The last count that has ages, and the first beside it; what is counted, before what is
    projected. The second is `ALONE` where there is only one."""
    population = population_of(record, view)
    points = _points(population)
    counted = [row for row in points if population.kinds[str(row["series"])] in COUNTED]
    of = counted or points
    if not of:
        return "", ALONE
    return _code(of[-1]), _code(of[0]) if len(of) > 1 else ALONE


@kept(16)
def _points(population: Population) -> list[Row]:
    """A projection's first year is the count it starts from: the count alone is offered."""
    points = points_by_age(population.figures)
    is_counted = points["series"].map(population.kinds).isin(COUNTED)
    is_repeated = ~is_counted & points["date"].isin(points.loc[is_counted, "date"])
    return rows_of(points[~is_repeated])


def _code(row: Row) -> str:
    return f"{row['series']}.{row['vintage']}.{row['date'].date().isoformat()}"


@kept(64)
def pyramid_of(record: Record, view: View, codes: tuple[str, str], lang: str) -> Pyramid:
    """The point `codes[0]`, and `codes[1]` beside it unless that is `ALONE`."""
    population = population_of(record, view)
    points = {_code(row): row for row in _points(population)}
    chosen = [points[code] for code in codes if code != ALONE]
    figures = [_point(population, row) for row in chosen]
    rows = pyramid(figures[0], figures[-1])
    if len(chosen) == 1:
        rows = rows.assign(compared_male=np.nan, compared_female=np.nan)
    sources = [_source_said(population, row, lang) for row in chosen]
    return Pyramid(
        rows=_named(rows, lang),
        shown=point_name(population, chosen[0], lang),
        compared=point_name(population, chosen[1], lang) if len(chosen) > 1 else "",
        sides=(_side(figures[0], "male", lang), _side(figures[0], "female", lang)),
        sources=tuple(dict.fromkeys(sources)),
    )


@kept(64)
def pyramid_figures(
    record: Record, view: View, codes: tuple[str, str], lang: str
) -> PyramidFigures:
    """What the chart draws, in words."""
    points = pyramid_of(record, view, codes, lang)
    places = [("shown", points.shown), ("compared", points.compared)]
    sides = [(place, name, sex) for place, name in places if name for sex in SEXES]
    return PyramidFigures(
        sides=tuple(_side_name(name, sex, lang) for _, name, sex in sides),
        rows=tuple(
            (
                str(row["label"]),
                *(i18n.number(float(row[f"{place}_{sex}"]), 0, lang) for place, _, sex in sides),
            )
            for row in rows_of(points.rows)
        ),
    )


def _side_name(name: str, sex: str, lang: str) -> str:
    word = i18n.text(f"population.sex.{sex}", lang)
    return i18n.text("population.column.side", lang, name=name, sex=word)


def _named(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    groups = [str(age_group) for age_group in rows["age_group"]]
    return rows.assign(
        label=[age_words(age_group, lang) for age_group in groups],
        short_label=[_short(age_group, len(groups), lang) for age_group in groups],
    )


def _short(age_group: str, count: int, lang: str) -> str:
    """The age at which every second group begins, where there are many."""
    band = band_of(age_group)
    assert band is not None, "a pyramid has age groups only"
    if band.last is None:
        return i18n.text("population.age.from", lang, first=band.first)
    return str(band.first) if count <= NAMED_BANDS or band.first % 10 == 0 else ""


def _side(point: pd.DataFrame, sex: str, lang: str) -> str:
    """男 7,203人, as published; the word alone where no total of it is."""
    word = i18n.text(f"population.sex.{sex}", lang)
    total = point[(point["sex"] == sex) & (point["age_group"] == TOTAL)]["population"]
    if total.empty:
        return word
    return i18n.text(
        "population.chart.side", lang, sex=word, people=people(int(total.iloc[0]), lang)
    )


@kept(16)
def largest_band(record: Record, view: View) -> float:
    """The most people of one sex in an age group, at any point: all pyramids share its scale."""
    population = population_of(record, view)
    points = [_point(population, row) for row in _points(population)]
    return float(max(map(largest_band_of, points), default=0))


def _point(population: Population, row: Row) -> pd.DataFrame:
    figures = population.figures
    is_of_point = (
        figures[["date", "series", "vintage"]] == [row["date"], row["series"], row["vintage"]]
    ).all(axis=1)
    point: pd.DataFrame = figures[is_of_point]
    return point


def _source_said(population: Population, row: Row, lang: str) -> str:
    figure = rows_of(_point(population, row).head(1))[0]
    return i18n.text(
        "population.source.point",
        lang,
        point=point_name(population, row, lang),
        day=i18n.day(row["date"], lang),
        vintage=vintage_words(str(row["vintage"]), lang),
        source=source_name(population, figure, lang),
    )
