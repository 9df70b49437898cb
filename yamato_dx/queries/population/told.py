"""What the charts of «人口» tell of each of their points, in the order of the rows they draw."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View
from yamato_dx.queries.population.charts import group_lines, register_lines, total_lines
from yamato_dx.queries.population.figures import (
    PointSource,
    Population,
    people,
    point_sources,
    population_of,
    series_name,
    vintage_words,
)
from yamato_dx.rows import Row, rows_of
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class PointTold:
    """One point: when, of which series and publication, how many, and from where."""

    day: str
    series: str
    vintage: str
    people: str
    sources: tuple[PointSource, ...]


@kept(16)
def total_told(record: Record, view: View, added: str, lang: str) -> tuple[PointTold, ...]:
    population = population_of(record, view)
    return _told(population, total_lines(population, added, lang)[0], lang)


@kept(16)
def register_told(record: Record, view: View, lang: str) -> tuple[PointTold, ...]:
    population = population_of(record, view)
    return _told(population, register_lines(population, lang)[0], lang)


@kept(64)
def group_told(
    record: Record, view: View, group: str, lang: str, *, added: str
) -> tuple[PointTold, ...]:
    population = population_of(record, view)
    return _told(population, group_lines(population, group, added, lang)[0], lang)


def _told(population: Population, rows: pd.DataFrame, lang: str) -> tuple[PointTold, ...]:
    return tuple(_point_told(population, row, lang) for row in rows_of(rows))


def _point_told(population: Population, row: Row, lang: str) -> PointTold:
    return PointTold(
        day=i18n.day(row["date"], lang),
        series=series_name(population, str(row["series"]), lang),
        vintage=vintage_words(str(row["vintage"]), lang),
        people=people(row["value"], lang),
        sources=point_sources(population, row, lang),
    )
