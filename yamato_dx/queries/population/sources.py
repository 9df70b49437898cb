"""Where the population figures are from, and all of them to take away."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View
from yamato_dx.queries.population.figures import (
    Population,
    population_of,
    series_basis,
    series_name,
    source_words,
)
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record

_KEY = ["source", "batch_id"]


@dataclass(frozen=True)
class WayRow:
    """Figures of one series that were obtained in one way."""

    series: str
    dates: str
    obtained: str
    grade: str


@dataclass(frozen=True)
class Publication:
    """Publisher and title, and what of it is here; or the municipality's own report."""

    title: str
    dates: str
    ways: tuple[WayRow, ...]


@kept(16)
def publications(record: Record, view: View, lang: str) -> tuple[Publication, ...]:
    """One per source, with the ways in which its figures were obtained."""
    population = population_of(record, view)
    figures = _figures_and_movements(population)
    return tuple(
        Publication(
            title=source_words(population, rows_of(rows.head(1))[0], lang),
            dates=_dates(rows, lang),
            ways=_ways(population, rows, lang),
        )
        for _, rows in figures.groupby(_KEY, observed=True, sort=False)
    )


def _figures_and_movements(population: Population) -> pd.DataFrame:
    """Of movements the years alone, as the days on which they end."""
    every = population.published.movements
    ends = pd.to_datetime(every["year"].astype("str") + "-12-31")
    movements = every.assign(date=ends.astype("datetime64[us]"), batch_id="")
    own = population.figures.assign(batch_id=population.figures["batch_id"].fillna(""))
    former = population.former.assign(batch_id="")
    columns = ["date", "series", "obtained", "grade", *_KEY]
    return pd.concat([frame[columns] for frame in (own, former, movements)], ignore_index=True)


def _ways(population: Population, rows: pd.DataFrame, lang: str) -> tuple[WayRow, ...]:
    return tuple(
        WayRow(
            series=series_name(population, str(series), lang),
            dates=_dates(part, lang),
            obtained=population.names.words(str(obtained), lang) or i18n.MISSING,
            grade=i18n.text("population.list", lang).join(
                i18n.text(f"population.grade.{grade}", lang)
                for grade in sorted(set(part["grade"]) - {""})
            )
            or i18n.MISSING,
        )
        for (series, obtained), part in rows.groupby(
            ["series", "obtained"], observed=True, sort=False
        )
    )


def _dates(rows: pd.DataFrame, lang: str) -> str:
    first, last = int(rows["date"].min().year), int(rows["date"].max().year)
    if first == last:
        return i18n.text("population.year", lang, year=first)
    return i18n.text("population.source.span", lang, first=first, last=last)


@kept(16)
def bases(record: Record, view: View, lang: str) -> tuple[tuple[str, str], ...]:
    """Each series that is here, and whom it counts or what it starts from."""
    population = population_of(record, view)
    here = set(_figures_and_movements(population)["series"])
    return tuple(
        (series_name(population, series, lang), series_basis(population, series, lang))
        for series in population.kinds
        if series in here
    )


@kept(16)
def source_note(record: Record, view: View, lang: str) -> str:
    """Every source in one line, for files and images."""
    named = dict.fromkeys(publication.title for publication in publications(record, view, lang))
    return i18n.text("population.source_separator", lang).join(named)


def population_table(record: Record, view: View, lang: str) -> pd.DataFrame:
    """One row per figure: of the municipality, then of those that it was made from."""
    population = population_of(record, view)
    frame = pd.concat([population.figures, population.former], ignore_index=True)
    frame = frame.assign(batch_id=frame["batch_id"].fillna(""))
    words = pd.array([source_words(population, row, lang) for row in rows_of(frame)], dtype="str")
    return frame.assign(source=words)
