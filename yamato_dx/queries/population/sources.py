"""Where the population figures are from, and all of them to take away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from yamato_dx import i18n
from yamato_dx.population.shares import Denominator as Denominator
from yamato_dx.queries.assessed import View
from yamato_dx.queries.library import SourceNames
from yamato_dx.queries.population.figures import (
    Population,
    population_of,
    series_basis,
    series_name,
    source_words,
)
from yamato_dx.queries.rows import rows_of
from yamato_dx.store.record import Record

# What `data/population/` says of terms that nobody has read.
UNREAD = "未確認"


@dataclass(frozen=True)
class SourceRow:
    series: str
    dates: str
    source: str
    obtained: str
    grade: str
    terms: str


@lru_cache(maxsize=16)
def source_rows(record: Record, view: View, lang: str) -> tuple[SourceRow, ...]:
    """One row per series and source: its dates, where from, on what terms."""
    population = population_of(record, view)
    figures = pd.concat([population.figures, population.former], ignore_index=True)
    figures = figures.assign(batch_id=figures["batch_id"].fillna(""))
    key = ["series", "source", "obtained", "terms", "batch_id"]
    return tuple(
        _source_row(population, dict(zip(key, map(str, names), strict=True)), rows, lang)
        for names, rows in figures.groupby(key, observed=True, sort=True)
    )


def _source_row(
    population: Population, source: dict[str, str], rows: pd.DataFrame, lang: str
) -> SourceRow:
    return SourceRow(
        series=series_name(population, source["series"], lang),
        dates=_dates(rows, lang),
        source=source_words(population, source, lang),
        obtained=population.names.words(source["obtained"], lang) or i18n.MISSING,
        grade=i18n.text("population.list", lang).join(sorted(set(rows["grade"]) - {""}))
        or i18n.MISSING,
        terms=_terms(source["terms"], population.names, lang),
    )


def _terms(terms: str, names: SourceNames, lang: str) -> str:
    """The terms as noted; 未確認 in the reader's language."""
    if terms == UNREAD:
        return i18n.text("population.terms.unread", lang)
    return names.words(terms, lang) or i18n.MISSING


def _dates(rows: pd.DataFrame, lang: str) -> str:
    first, last = rows["date"].min(), rows["date"].max()
    if first == last:
        return i18n.day(first, lang)
    return i18n.text(
        "population.source.span", lang, first=i18n.day(first, lang), last=i18n.day(last, lang)
    )


@lru_cache(maxsize=16)
def bases(record: Record, view: View, lang: str) -> tuple[tuple[str, str], ...]:
    """Each series that is here, and whom it counts or what it starts from."""
    population = population_of(record, view)
    here = set(population.figures["series"])
    return tuple(
        (series_name(population, series, lang), series_basis(population, series, lang))
        for series in population.kinds
        if series in here
    )


@lru_cache(maxsize=16)
def source_note(record: Record, view: View, lang: str) -> str:
    """Every source in one line, for files and images."""
    named = dict.fromkeys(row.source for row in source_rows(record, view, lang))
    return i18n.text("population.source_separator", lang).join(named)


def population_table(record: Record, view: View, lang: str) -> pd.DataFrame:
    """One row per figure: of the municipality, then of those that it was made from."""
    population = population_of(record, view)
    frame = pd.concat([population.figures, population.former], ignore_index=True)
    frame = frame.assign(batch_id=frame["batch_id"].fillna(""))
    words = pd.array([source_words(population, row, lang) for row in rows_of(frame)], dtype="str")
    return frame.assign(source=words)
