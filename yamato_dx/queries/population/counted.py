"""人口: for whom is this done, and how many will they be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from yamato_dx import i18n
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Plan
from yamato_dx.population.age_groups import THREE, TOTAL, UNKNOWN, WORKING
from yamato_dx.population.pyramid import points_by_age, pyramid
from yamato_dx.population.shares import Denominator as Denominator
from yamato_dx.queries.assessed import View, assessed
from yamato_dx.queries.population.charts import shares_by_group
from yamato_dx.queries.population.facts import Fact, facts, headline
from yamato_dx.queries.population.figures import (
    COUNTED,
    Population,
    age_words,
    people,
    percent,
    point_name,
    population_of,
    series_name,
    source_words,
    vintage_words,
)
from yamato_dx.queries.rows import Row, rows_of
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class Story:
    """What the page says before anything is chosen.

    `group_names`: ages and what office language calls them. `largest`: when a group was largest.
    """

    headline: tuple[str, ...]
    facts: tuple[Fact, ...]
    group_names: tuple[tuple[str, str], ...]
    largest: str
    is_empty: bool


@dataclass(frozen=True)
class PointRow:
    """One point of the totals: series, publication, basis, date and source."""

    day: str
    series: str
    vintage: str
    total: str
    source: str


@dataclass(frozen=True)
class GroupRow:
    """One point of the three groups; shares name their denominator in people."""

    day: str
    series: str
    vintage: str
    total: str
    groups: tuple[str, ...]
    unknown: str
    shares: tuple[str, ...]
    denominator: str
    source: str


@dataclass(frozen=True, eq=False)
class Pyramid:
    """`rows`: what the chart draws. `named`, `sources`: of the first and the second point."""

    rows: pd.DataFrame
    named: tuple[str, str]
    sources: tuple[str, ...]


@lru_cache(maxsize=16)
def population_story(record: Record, view: View, lang: str) -> Story:
    population = population_of(record, view)
    plan = assessed(record, view).plan
    return Story(
        headline=headline(population, lang),
        facts=facts(population, plan, lang),
        group_names=tuple(
            (age_words(group, lang), i18n.text(f"population.group.{group}", lang))
            for group in THREE
        ),
        largest=_largest(population, lang),
        is_empty=population.counts().empty,
    )


def _largest(population: Population, lang: str) -> str:
    """When the people of working age were most, among the counts that are here: no more is said,
    for earlier counts may not be here."""
    rows = population.of_kind("census").dropna(subset=WORKING)
    if len(rows) < 2:
        return ""
    most = rows_of(rows)[int(rows[WORKING].to_numpy().argmax())]
    return i18n.text(
        "population.largest",
        lang,
        first=int(rows["date"].min().year),
        last=int(rows["date"].max().year),
        age=age_words(WORKING, lang),
        year=most["date"].year,
        people=people(most[WORKING], lang),
    )


@lru_cache(maxsize=16)
def point_rows(record: Record, view: View, lang: str) -> tuple[PointRow, ...]:
    """One row per total, by series and date; what was published twice stands twice."""
    population = population_of(record, view)
    figures = population.figures[
        (population.figures["age_group"] == TOTAL)
        & (population.figures["sex"] == TOTAL)
        & (population.figures["series"].map(population.kinds) != "imputed")
    ].sort_values(["series", "date", "vintage"])
    return tuple(
        PointRow(
            day=i18n.day(row["date"], lang),
            series=series_name(population, str(row["series"]), lang),
            vintage=vintage_words(str(row["vintage"]), lang),
            total=i18n.number(row["population"], 0, lang),
            source=source_words(population, row, lang),
        )
        for row in rows_of(figures)
    )


@lru_cache(maxsize=32)
def group_rows(
    record: Record, view: View, denominator: Denominator, lang: str
) -> tuple[GroupRow, ...]:
    """One row per point that has the three groups."""
    population = population_of(record, view)
    return tuple(
        _group_row(population, row, lang)
        for row in rows_of(shares_by_group(population, denominator))
    )


def _group_row(population: Population, row: Row, lang: str) -> GroupRow:
    return GroupRow(
        day=i18n.day(row["date"], lang),
        series=series_name(population, str(row["series"]), lang),
        vintage=vintage_words(str(row["vintage"]), lang),
        total=i18n.number(row[TOTAL], 0, lang),
        groups=tuple(i18n.number(row[name], 0, lang) for name in THREE),
        unknown=i18n.number(row[UNKNOWN], 0, lang),
        shares=tuple(percent(row[f"{name}_share"], lang) for name in THREE),
        denominator=i18n.number(row["denominator"], 0, lang),
        source=_source_of(population, row, lang),
    )


def _source_of(population: Population, row: Row, lang: str) -> str:
    point = _point(population, row)
    return source_words(population, rows_of(point.head(1))[0], lang)


def _point(population: Population, row: Row) -> pd.DataFrame:
    figures = population.figures
    is_of_point = (
        figures[["date", "series", "vintage"]] == [row["date"], row["series"], row["vintage"]]
    ).all(axis=1)
    point: pd.DataFrame = figures[is_of_point]
    return point


# --- by sex and age ---


@lru_cache(maxsize=16)
def pyramid_points(record: Record, view: View, lang: str) -> dict[str, str]:
    """The points that have both sexes by age: code for the address → what it is called."""
    population = population_of(record, view)
    return {
        _code(row): point_name(population, row, lang)
        for row in rows_of(points_by_age(population.figures))
    }


def _code(row: Row) -> str:
    return f"{row['series']}.{row['vintage']}.{row['date'].date().isoformat()}"


@lru_cache(maxsize=16)
def usual_points(record: Record, view: View) -> tuple[str, str]:
    """The first and the last count that has ages; what is counted, before what is projected."""
    population = population_of(record, view)
    points = rows_of(points_by_age(population.figures))
    counted = [row for row in points if population.kinds.get(str(row["series"])) in COUNTED]
    of = counted or points
    return (_code(of[0]), _code(of[-1])) if of else ("", "")


@lru_cache(maxsize=32)
def pyramid_of(record: Record, view: View, codes: tuple[str, str], lang: str) -> Pyramid:
    population = population_of(record, view)
    points = {_code(row): row for row in rows_of(points_by_age(population.figures))}
    chosen = [points[code] for code in codes]
    figures = [_point(population, row) for row in chosen]
    rows = pyramid(*figures)
    sources = [_source_said(population, row, lang) for row in chosen]
    return Pyramid(
        rows=rows.assign(label=[age_words(age_group, lang) for age_group in rows["age_group"]]),
        named=(point_name(population, chosen[0], lang), point_name(population, chosen[1], lang)),
        sources=tuple(dict.fromkeys(sources)),
    )


def _source_said(population: Population, row: Row, lang: str) -> str:
    return i18n.text(
        "population.source.point",
        lang,
        point=point_name(population, row, lang),
        day=i18n.day(row["date"], lang),
        vintage=vintage_words(str(row["vintage"]), lang),
        source=_source_of(population, row, lang),
    )


def form_days(plan: Plan, on: date) -> tuple[date, ...]:
    """The ends of the plan's fiscal years that have come, and of the year before the plan: what
    the form asks for. At least one."""
    years = (FiscalYear(plan.first_year.start_year - 1), *plan.fiscal_years)
    days = [year.last_day for year in years]
    return tuple(day for day in days if day <= on) or tuple(days[:1])
