"""Births, deaths and moves of each year, each statistic apart."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.population.movements import COLUMNS, by_year
from yamato_dx.queries.assessed import View
from yamato_dx.queries.population.figures import (
    Population,
    population_of,
    series_basis,
    series_name,
)
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class MovementRow:
    """One calendar year: people in the order of `COLUMNS`, blank where not known."""

    year: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class Movements:
    """One statistic, by year: its name and whom it counts."""

    series: str
    basis: str
    rows: tuple[MovementRow, ...]


@kept(16)
def movements(record: Record, view: View, lang: str) -> tuple[Movements, ...]:
    """Each statistic, the one that accounts for the whole change first."""
    population = population_of(record, view)
    own = _own(record, population)
    ordered = own.assign(is_whole=own.groupby("series")["change"].transform("count") > 0)
    groups = ordered.sort_values(["is_whole", "series"], ascending=[False, True]).groupby(
        "series", sort=False
    )
    return tuple(
        Movements(
            series=series_name(population, str(series), lang),
            basis=series_basis(population, str(series), lang),
            rows=tuple(_row(row, lang) for row in rows_of(rows.sort_values("year"))),
        )
        for series, rows in groups
    )


def _own(record: Record, population: Population) -> pd.DataFrame:
    every = population.published.movements
    return by_year(every[every["municipality_code"] == record.municipality_code])


def _row(row: Row, lang: str) -> MovementRow:
    return MovementRow(
        year=i18n.text("population.year", lang, year=int(row["year"])),
        people=tuple(_count(row[name], lang) for name in COLUMNS),
    )


def _count(figure: float, lang: str) -> str:
    return i18n.MISSING if is_missing(figure) else i18n.number(figure, 0, lang)


def movements_table(record: Record, view: View, lang: str) -> pd.DataFrame:
    """One row per statistic and calendar year."""
    population = population_of(record, view)
    every = population.published.movements
    titles = {
        str(row["series"]): population.names.title(str(row["source"]), lang)
        for row in rows_of(every)
    }
    frame = _own(record, population)
    return frame.assign(
        municipality_code=record.municipality_code,
        source=frame["series"].map(titles).astype("str"),
    ).rename(columns={"year": "calendar_year", "change": "whole_change"})
