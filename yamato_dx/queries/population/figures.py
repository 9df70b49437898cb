"""All population figures of a municipality, as the record stood at one moment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import pandas as pd

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.population.age_groups import TOTAL, band_of, by_age_group
from yamato_dx.population.projection import settled
from yamato_dx.population.published import Published, published_from_document
from yamato_dx.queries.assessed import View
from yamato_dx.queries.library import SourceNames, library_of
from yamato_dx.rows import Row, rows_of
from yamato_dx.store.record import Record

PUBLISHED: Final = "population"
REPORTED: Final = "reported"
PRELIMINARY: Final = "preliminary"
VINTAGES: Final = ("final", PRELIMINARY, REPORTED)
COUNTED: Final = ("census", "register")
FIGURE: Final = (
    "municipality_code",
    "date",
    "series",
    "vintage",
    "sex",
    "age_group",
    "population",
    "source",
    "obtained",
    "grade",
    "terms",
    "note",
    "batch_id",
)


@dataclass(frozen=True, eq=False)
class Population:
    """`figures`: one row per figure of the municipality, published or reported by itself.

    `grouped`: as of `by_age_group`. `former`: figures of the municipalities that it was made
    from. `kinds`: series → census, register, imputed or projection.
    """

    published: Published
    figures: pd.DataFrame
    former: pd.DataFrame
    grouped: pd.DataFrame
    kinds: dict[str, str]
    names: SourceNames

    def of_kind(self, *kinds: str) -> pd.DataFrame:
        """The rows of `grouped` for both sexes whose series are of these kinds, by date."""
        rows = self.grouped[
            (self.grouped["sex"] == TOTAL) & self.grouped["series"].map(self.kinds).isin(kinds)
        ]
        return rows.sort_values(["date", "series", "vintage"], ignore_index=True)

    def counts(self) -> pd.DataFrame:
        """Census and register totals, a preliminary count only until there is a final one."""
        rows = self.of_kind(*COUNTED).dropna(subset=TOTAL)
        return settled(rows).sort_values(["date", "series"], ignore_index=True)

    def projections(self) -> list[tuple[str, str]]:
        """(series, vintage) of each projection, the newest first."""
        rows = self.of_kind("projection")[["series", "vintage"]].drop_duplicates()
        pairs = [
            (str(projection["series"]), str(projection["vintage"])) for projection in rows_of(rows)
        ]
        return sorted(pairs, key=lambda pair: (pair[1], pair[0]), reverse=True)

    def totalled(self) -> tuple[str, ...]:
        """The series that have totals: counted first, then projected, the newest first."""
        counted = self.counts().sort_values("series", kind="stable")["series"]
        projected = [series for series, _ in self.projections()]
        return tuple(dict.fromkeys([*map(str, counted), *projected]))

    @cached_property
    def sources_by_point(self) -> dict[tuple[object, ...], list[Row]]:
        """By date, series and vintage: a row for each source."""
        columns = ["date", "series", "vintage", "source", "batch_id"]
        found: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in rows_of(self.figures[columns].drop_duplicates()):
            found[_point_of(row)].append(row)
        return found

    @cached_property
    def leading_series(self) -> tuple[str, ...]:
        """What a page begins with: the census, or the registers where there is none; and the
        newest projection."""
        counted = self.counts()
        kinds = counted["series"].map(self.kinds)
        census = counted[kinds == "census"]
        first = (counted if census.empty else census)["series"].drop_duplicates()
        return (*map(str, first), *(series for series, _ in self.projections()[:1]))


def _point_of(row: Row) -> tuple[object, ...]:
    return row["date"], row["series"], row["vintage"]


@kept(16)
def population_at(record: Record, revision: int) -> Population:
    return _population(record, revision, record.population_rows(revision))


def population_of(record: Record, view: View) -> Population:
    return population_at(record, view.revision)


def population_without(record: Record, revision: int, batch_id: str) -> Population:
    """As `population_at`, as if the report had never been received."""
    rows = record.population_rows(revision)
    others = rows[rows["batch_id"] != batch_id]
    beneath = record.lapsing_population(batch_id, revision).dropna(subset="after_population")
    fallen_back = beneath.assign(
        population=beneath["after_population"].astype("int64"), batch_id=beneath["after_batch_id"]
    )
    return _population(record, revision, pd.concat([others, fallen_back], ignore_index=True))


def _population(record: Record, revision: int, rows: pd.DataFrame) -> Population:
    """What was published, and `rows`, the figures that the municipality reported."""
    published = published_from_document(record.dataset_at(PUBLISHED, revision))
    is_own = published.figures["municipality_code"] == record.municipality_code
    own = published.figures[is_own].assign(batch_id="")
    figures = pd.concat([own, _reported(rows)], ignore_index=True)[list(FIGURE)]
    return Population(
        published=published,
        figures=figures,
        former=published.figures[~is_own].reset_index(drop=True),
        grouped=by_age_group(figures),
        names=library_of(record).names,
        kinds=dict(zip(published.series["series"], published.series["kind"], strict=True)),
    )


def _reported(rows: pd.DataFrame) -> pd.DataFrame:
    """The municipality's own rows in the columns of the published ones."""
    blank = dict.fromkeys(("source", "obtained", "grade", "terms", "note"), "")
    return rows.assign(
        date=rows["counted_on"].astype("datetime64[us]"),
        vintage=rows["vintage"].fillna(REPORTED).replace("", REPORTED),
        **blank,
    )[list(FIGURE)]


# --- what things are called ---


def series_name(population: Population, series: str, lang: str) -> str:
    return _of_series(population, series, "name", lang) or series


def series_basis(population: Population, series: str, lang: str) -> str:
    """Who is counted, or what a projection starts from."""
    return _of_series(population, series, "basis", lang)


def _of_series(population: Population, series: str, column: str, lang: str) -> str:
    rows = population.published.series
    found = rows.loc[rows["series"] == series, f"{column}_{lang}"]
    return str(found.iloc[0]) if len(found) else ""


def vintage_words(vintage: str, lang: str) -> str:
    """確定, 速報, or when it was published as the file says it."""
    if vintage in VINTAGES:
        return i18n.text(f"population.vintage.{vintage}", lang)
    return i18n.text("population.vintage.published", lang, when=vintage)


def age_words(age_group: str, lang: str) -> str:
    """総数, 0～14歳, 65歳以上, 年齢不詳."""
    band = band_of(age_group)
    if band is None:
        return i18n.text(f"population.age.{age_group}", lang)
    if band.last is None:
        return i18n.text("population.age.over", lang, first=band.first)
    return i18n.text("population.age.span", lang, first=band.first, last=band.last)


def people(count: float, lang: str) -> str:
    """13,503人."""
    return i18n.text("population.people", lang, count=count, number=i18n.number(count, 0, lang))


def percent(share: float, lang: str, decimals: int = 1) -> str:
    """40.5%, rounded half up."""
    return f"{i18n.number(float(f'{share * 100:.12g}'), decimals, lang)}%"


def point_name(population: Population, row: Row, lang: str) -> str:
    """2020年 国勢調査; a preliminary figure says so."""
    name = series_name(population, str(row["series"]), lang)
    values = {"year": row["date"].year, "series": name}
    if row["vintage"] == PRELIMINARY:
        word = vintage_words(PRELIMINARY, lang)
        return i18n.text("population.point.vintage", lang, vintage=word, **values)
    return i18n.text("population.point", lang, **values)


def source_words(population: Population, row: Row, lang: str) -> str:
    """Where a figure is from: the publication, or the municipality's own report."""
    if row["batch_id"]:
        return i18n.text("population.source.reported", lang, batch=row["batch_id"])
    return population.names.title(str(row["source"]), lang)


def source_name(population: Population, row: Row, lang: str) -> str:
    """As `source_words`, in English without the official title: where there is little room."""
    if row["batch_id"]:
        return source_words(population, row, lang)
    return population.names.words(str(row["source"]), lang)


class PointSource(NamedTuple):
    """`batch_id`: the report that brought it, "" for what is published."""

    name: str
    title: str
    batch_id: str


def point_sources(population: Population, row: Row, lang: str) -> tuple[PointSource, ...]:
    """Where the figures of one date, series and vintage are from, each once."""
    named = (
        PointSource(
            name=source_name(population, figure, lang),
            title=source_words(population, figure, lang),
            batch_id=str(figure["batch_id"]),
        )
        for figure in population.sources_by_point[_point_of(row)]
    )
    return tuple(dict.fromkeys(named))
