"""人口: for whom is this done, and how many will they be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yamato_dx import i18n
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Plan
from yamato_dx.population.age_groups import TOTAL
from yamato_dx.queries.assessed import View, assessed
from yamato_dx.queries.population.charts import added_choices
from yamato_dx.queries.population.facts import Fact, facts, headline
from yamato_dx.queries.population.figures import (
    population_of,
    series_name,
    source_words,
    vintage_words,
)
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record


@dataclass(frozen=True, eq=False)
class Story:
    """What the page says before anything is chosen, and what there is to choose."""

    headline: tuple[str, ...]
    facts: tuple[Fact, ...]
    added: dict[str, str]
    is_empty: bool


@dataclass(frozen=True)
class PointRow:
    """One point of the totals: series, publication, basis, date and source."""

    day: str
    series: str
    vintage: str
    total: str
    source: str


@kept(16)
def population_story(record: Record, view: View, lang: str) -> Story:
    population = population_of(record, view)
    plan = assessed(record, view).plan
    return Story(
        headline=headline(population, lang),
        facts=facts(population, plan, lang),
        added=added_choices(population, lang),
        is_empty=population.counts().empty,
    )


@kept(16)
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


def form_days(plan: Plan, on: date) -> tuple[date, ...]:
    """The ends of the plan's fiscal years that have come, and of the year before the plan: what
    the form asks for. At least one."""
    years = (FiscalYear(plan.first_year.start_year - 1), *plan.fiscal_years)
    days = [year.last_day for year in years]
    return tuple(day for day in days if day <= on) or tuple(days[:1])
