"""The population charts of one moment, made once for all who look at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from yamato_dx import i18n
from yamato_dx.output.charts.kpi_chart import KpiChart
from yamato_dx.output.charts.population_lines import Titles
from yamato_dx.output.charts.population_pyramid import Named, population_pyramid
from yamato_dx.output.charts.population_trend import population_trend
from yamato_dx.population.shares import Denominator
from yamato_dx.queries.assessed import View
from yamato_dx.queries.population.charts import (
    POINT,
    Measure,
    group_lines,
    merger_events,
    total_lines,
)
from yamato_dx.queries.population.counted import pyramid_of
from yamato_dx.queries.population.figures import Population, batches_by_point, population_of
from yamato_dx.queries.rows import rows_of
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class PointTold:
    """What a chart tells of one of its points."""

    time: str
    words: str
    batch_id: str


@lru_cache(maxsize=16)
def total_told(record: Record, view: View, lang: str) -> tuple[PointTold, ...]:
    """Of each row that `total_chart` draws."""
    population = population_of(record, view)
    return _told(population, total_lines(population, lang)[0], lang)


@lru_cache(maxsize=32)
def groups_told(
    record: Record, view: View, measure: Measure, lang: str, *, denominator: Denominator
) -> tuple[PointTold, ...]:
    """Of each row that `groups_chart` draws."""
    population = population_of(record, view)
    return _told(population, group_lines(population, measure, denominator, lang)[0], lang)


def _told(population: Population, rows: pd.DataFrame, lang: str) -> tuple[PointTold, ...]:
    batches = batches_by_point(population)
    return tuple(
        PointTold(
            i18n.day(row["date"], lang),
            str(row["spoken"]),
            batches[tuple(row[name] for name in POINT)],
        )
        for row in rows_of(rows)
    )


@lru_cache(maxsize=16)
def total_chart(record: Record, view: View, lang: str, *, narrow: bool) -> KpiChart:
    """Counts and projections of the total, each series apart."""
    population = population_of(record, view)
    rows, lines = total_lines(population, lang)
    return population_trend(
        rows,
        lines,
        _titles("total", i18n.text("population.kind.people", lang), lang),
        lang,
        narrow=narrow,
        events=merger_events(population, lang),
    )


@lru_cache(maxsize=32)
def groups_chart(
    record: Record,
    view: View,
    measure: Measure,
    lang: str,
    *,
    denominator: Denominator,
    narrow: bool,
) -> KpiChart | None:
    """The three age groups by number or share; None where no point has all three."""
    rows, lines = group_lines(population_of(record, view), measure, denominator, lang)
    if rows.empty:
        return None
    titles = _titles("groups", groups_kind(measure, denominator, lang), lang)
    is_share = measure == "share"
    return population_trend(rows, lines, titles, lang, narrow=narrow, is_share=is_share)


def groups_kind(measure: Measure, denominator: Denominator, lang: str) -> str:
    """人, or 割合 with its denominator: a share without it could be read two ways."""
    if measure == "number":
        return i18n.text("population.kind.people", lang)
    return i18n.text(
        "population.kind.denominator",
        lang,
        kind=i18n.text("population.kind.share", lang),
        denominator=i18n.text(f"population.denominator.{denominator}", lang),
    )


@lru_cache(maxsize=32)
def pyramid_chart(
    record: Record, view: View, codes: tuple[str, str], lang: str, *, narrow: bool
) -> KpiChart:
    """Two points of time by sex and age, laid over each other."""
    two_points = pyramid_of(record, view, codes, lang)
    titles = _titles("pyramid", i18n.text("population.kind.people", lang), lang)
    return population_pyramid(
        two_points.rows, Named(*two_points.named), titles, lang, narrow=narrow
    )


def _titles(name: str, kind: str, lang: str) -> Titles:
    return Titles(i18n.text(f"population.{name}.title", lang), kind)
