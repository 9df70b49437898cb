"""The three age groups: shares, and how many there are beside each 100 of working age."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.population.age_groups import THREE, TOTAL, UNKNOWN
from yamato_dx.population.indices import INDICES
from yamato_dx.queries.assessed import View
from yamato_dx.queries.population.charts import grouped_points
from yamato_dx.queries.population.figures import (
    COUNTED,
    Population,
    percent,
    point_sources,
    population_of,
    series_name,
    vintage_words,
)
from yamato_dx.rows import Row, rows_of
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class GroupRow:
    """One point of the three groups: `shares` of those whose age is known, `shares_of_all` of the
    total; `indices` per 100 of working age. In the order of `THREE` and of `INDICES`."""

    day: str
    series: str
    vintage: str
    total: str
    groups: tuple[str, ...]
    unknown: str
    shares: tuple[str, ...]
    shares_of_all: tuple[str, ...]
    indices: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Milestone:
    """One of the few years that stand for all: `shares` by age group, `indices` by index."""

    year: str
    series: str
    is_projected: bool
    shares: dict[str, str]
    indices: dict[str, str]


@kept(16)
def group_rows(record: Record, view: View, lang: str) -> tuple[GroupRow, ...]:
    """One row per point that has the three groups."""
    population = population_of(record, view)
    points = zip(
        rows_of(grouped_points(population)),
        rows_of(grouped_points(population, "total")),
        strict=True,
    )
    return tuple(_group_row(population, row, of_all, lang) for row, of_all in points)


def _group_row(population: Population, row: Row, of_all: Row, lang: str) -> GroupRow:
    return GroupRow(
        day=i18n.day(row["date"], lang),
        series=series_name(population, str(row["series"]), lang),
        vintage=vintage_words(str(row["vintage"]), lang),
        total=i18n.number(row[TOTAL], 0, lang),
        groups=tuple(i18n.number(row[name], 0, lang) for name in THREE),
        unknown=i18n.number(row[UNKNOWN], 0, lang),
        shares=tuple(percent(row[f"{name}_share"], lang) for name in THREE),
        shares_of_all=tuple(percent(of_all[f"{name}_share"], lang) for name in THREE),
        indices=tuple(i18n.number(row[name], 1, lang) for name in INDICES),
        source=_source_of(population, row, lang),
    )


def _source_of(population: Population, row: Row, lang: str) -> str:
    named = (source.title for source in point_sources(population, row, lang))
    return i18n.text("population.source_separator", lang).join(named)


@kept(16)
def milestones(record: Record, view: View, lang: str) -> tuple[Milestone, ...]:
    """The first, the middle and the last count, the middle and the last year of what is projected
    after it; fewer where there are fewer."""
    population = population_of(record, view)
    return tuple(_milestone(population, row, lang) for row in milestone_points(population))


def milestone_points(population: Population) -> list[Row]:
    points = grouped_points(population)
    points = points[points["series"].isin(population.leading_series)]
    is_counted = points["series"].map(population.kinds).isin(COUNTED)
    counted, projected = points[is_counted], points[~is_counted]
    if len(counted):
        projected = projected[projected["date"] > counted["date"].max()]
    ahead = rows_of(projected)
    return [*_spread(rows_of(counted)), *ahead[(len(ahead) - 1) // 2 : -1][:1], *ahead[-1:]]


def _spread(rows: list[Row]) -> list[Row]:
    """The first, the middle and the last."""
    return [rows[place] for place in sorted({0, len(rows) // 2, len(rows) - 1})] if rows else []


def _milestone(population: Population, row: Row, lang: str) -> Milestone:
    return Milestone(
        year=i18n.text("population.year", lang, year=row["date"].year),
        series=series_name(population, str(row["series"]), lang),
        is_projected=population.kinds[str(row["series"])] not in COUNTED,
        shares={name: percent(row[f"{name}_share"], lang) for name in THREE},
        indices={name: i18n.number(row[name], 1, lang) for name in INDICES},
    )


def groups_table(record: Record, view: View, lang: str) -> pd.DataFrame:
    """One row per point that has the three groups, with shares of those of known age and indices
    per 100 of working age."""
    population = population_of(record, view)
    points = grouped_points(population)
    names = dict(zip(THREE, ("child", "working", "aged"), strict=True))
    sources = [_source_of(population, row, lang) for row in rows_of(points)]
    return points.rename(
        columns={TOTAL: "population", UNKNOWN: "unknown_population"}
        | {group: f"{name}_population" for group, name in names.items()}
        | {f"{group}_share": f"{name}_ratio" for group, name in names.items()}
    ).assign(source=pd.array(sources, dtype="str"))
