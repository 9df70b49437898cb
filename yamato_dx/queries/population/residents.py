"""KPIs per so many residents, with the population counted in that year and named."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Plan
from yamato_dx.population.age_groups import TOTAL
from yamato_dx.population.per_resident import per_resident
from yamato_dx.population.shares import Denominator as Denominator
from yamato_dx.queries.assessed import Assessed, View, assessed
from yamato_dx.queries.population.figures import (
    Population,
    age_words,
    people,
    population_of,
    series_name,
    vintage_words,
)
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.record import Record

# A year under way has a figure, but not yet the year's.
UNFINISHED = "in_progress"


@dataclass(frozen=True)
class ResidentRow:
    """One KPI × fiscal year per so many residents."""

    kpi: str
    year: str
    value: str
    population: str
    basis: str
    scaled: str


@dataclass(frozen=True)
class ResidentChange:
    """One KPI × fiscal year whose figure per so many residents, or its population, differs."""

    kpi: str
    year: str
    before: str
    after: str


@kept(16)
def resident_rows(record: Record, view: View, lang: str) -> tuple[ResidentRow, ...]:
    """One row per KPI that is held against a population, and year of the plan."""
    return _resident_rows(record, population_of(record, view), assessed(record, view), lang)


def resident_changes(
    record: Record, answer: Assessed, lang: str, *, before: Population, after: Population
) -> tuple[ResidentChange, ...]:
    """What the same figures come to with one population and with another."""
    both = zip(
        _resident_rows(record, before, answer, lang),
        _resident_rows(record, after, answer, lang),
        strict=True,
    )
    return tuple(
        ResidentChange(row.kpi, row.year, _side(row, lang), _side(other, lang))
        for row, other in both
        if row != other and (row.scaled, other.scaled) != (i18n.MISSING, i18n.MISSING)
    )


def _side(row: ResidentRow, lang: str) -> str:
    """The figure with its population; where there is none, that there is none."""
    if row.scaled == i18n.MISSING:
        return row.basis
    return i18n.text(
        "population.resident.side",
        lang,
        scaled=row.scaled,
        basis=row.basis,
        population=row.population,
    )


def _resident_rows(
    record: Record, population: Population, answer: Assessed, lang: str
) -> tuple[ResidentRow, ...]:
    scaling = population.published.per_resident
    own = scaling[scaling["municipality_code"] == record.municipality_code]
    frame = answer.frame[answer.frame["verdict"] != "outside_period"]
    rows = per_resident(
        frame[["kpi_id", "fiscal_year", "actual_value"]],
        own[own["kpi_id"].isin(frame["kpi_id"])],
        population.figures,
        population.kinds,
    )
    judged = {(row["kpi_id"], row["fiscal_year"]): row for row in rows_of(frame)}
    return tuple(
        _resident_row(
            population, row, answer.plan, lang, judged=judged[row["kpi_id"], row["fiscal_year"]]
        )
        for row in rows_of(rows)
    )


def _resident_row(
    population: Population, row: Row, plan: Plan, lang: str, *, judged: Row
) -> ResidentRow:
    kpi = plan.kpi(str(row["kpi_id"]))
    return ResidentRow(
        kpi=f"{kpi.kpi_no} {kpi.short_name.in_language(lang)}",
        year=i18n.fiscal_year(int(row["fiscal_year"]), lang),
        value=spoken(wording.actual_figure(judged, kpi, lang), lang),
        population=i18n.MISSING
        if is_missing(row["population"])
        else people(row["population"], lang),
        basis=_basis(population, row, lang),
        scaled=_scaled(row, judged, kpi.unit.in_language(lang), lang),
    )


def _basis(population: Population, row: Row, lang: str) -> str:
    """Which population it is, or that there is none of the year."""
    age = age_words(str(row["age_group"]), lang)
    if is_missing(row["population"]):
        return i18n.text("population.resident.missing", lang, age=age)
    return i18n.text(
        "population.resident.basis",
        lang,
        age=age,
        series=series_name(population, str(row["series"]), lang),
        vintage=vintage_words(str(row["vintage"]), lang),
        day=i18n.day(row["counted_on"], lang),
    )


def _scaled(row: Row, judged: Row, unit: str, lang: str) -> str:
    if is_missing(row["per_resident"]):
        return i18n.MISSING
    if judged["verdict"] == UNFINISHED:
        return i18n.text("population.resident.unfinished", lang)
    figure = i18n.number(row["per_resident"], _decimals(row["per_resident"]), lang)
    group, persons = str(row["age_group"]), int(row["per_persons"])
    per = i18n.text(
        "population.resident.per_total" if group == TOTAL else "population.resident.per_group",
        lang,
        age=age_words(group, lang),
        persons=i18n.number(persons, 0, lang),
    )
    return i18n.text("population.resident.scaled", lang, per=per, figure=figure, unit=unit)


def _decimals(figure: float) -> int:
    """Three digits that say something, and at least one decimal."""
    return 1 if figure <= 0 else min(max(1, 2 - floor(log10(figure))), 6)
