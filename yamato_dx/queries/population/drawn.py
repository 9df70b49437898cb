"""The population charts of one moment, made once for all who look at it."""

from __future__ import annotations

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.output.charts.kpi_chart import KpiChart
from yamato_dx.output.charts.population_lines import Titles
from yamato_dx.output.charts.population_pyramid import Named, population_pyramid
from yamato_dx.output.charts.population_scale import (
    BESIDE,
    BROAD,
    PHONE,
    PHONE_SMALL,
    SMALL,
    Heights,
    heights_of,
)
from yamato_dx.output.charts.population_trend import population_trend
from yamato_dx.queries.assessed import View
from yamato_dx.queries.population.charts import (
    AGE_GROUPS,
    group_lines,
    merger_events,
    register_lines,
    total_lines,
)
from yamato_dx.queries.population.figures import Population, age_words, population_of
from yamato_dx.queries.population.pyramids import largest_band, pyramid_of
from yamato_dx.store.record import Record


@kept(32)
def total_chart(record: Record, view: View, added: str, lang: str, *, narrow: bool) -> KpiChart:
    """Counts and projections of the total, each series apart."""
    population = population_of(record, view)
    rows, lines = total_lines(population, added, lang)
    return population_trend(
        rows,
        lines,
        _titles("total", "census_day", lang),
        lang,
        plot=PHONE if narrow else BROAD,
        heights=_common_heights(population, added, lang),
        events=merger_events(population, lang),
    )


@kept(32)
def register_chart(
    record: Record, view: View, added: str, lang: str, *, narrow: bool
) -> KpiChart | None:
    """The registers, on the scale of `total_chart`; None where there are none beside it."""
    population = population_of(record, view)
    rows, lines = register_lines(population, lang)
    if rows.empty:
        return None
    titles = _titles("register", "register_day", lang)
    heights = _common_heights(population, added, lang)
    plot = PHONE if narrow else BESIDE
    return population_trend(rows, lines, titles, lang, plot=plot, heights=heights)


def _common_heights(population: Population, added: str, lang: str) -> Heights:
    totals, _ = total_lines(population, added, lang)
    registers, _ = register_lines(population, lang)
    return heights_of(totals["value"], registers["value"])


@kept(64)
def group_chart(
    record: Record, view: View, group: str, lang: str, *, added: str, narrow: bool
) -> KpiChart | None:
    """One of the three age groups, on the scale of all three; None where no point has them."""
    population = population_of(record, view)
    rows, lines = group_lines(population, group, added, lang)
    if rows.empty:
        return None
    every = [group_lines(population, name, added, lang)[0]["value"] for name in AGE_GROUPS]
    title = i18n.text(
        "population.group.title",
        lang,
        name=i18n.text(f"population.group.{group}", lang),
        age=age_words(group, lang),
    )
    titles = Titles(title, i18n.text("population.kind.census_day", lang))
    plot = PHONE_SMALL if narrow else SMALL
    return population_trend(rows, lines, titles, lang, plot=plot, heights=heights_of(*every))


@kept(64)
def pyramid_chart(
    record: Record, view: View, codes: tuple[str, str], lang: str, *, narrow: bool
) -> KpiChart:
    """A point of time by sex and age, another as an outline."""
    points = pyramid_of(record, view, codes, lang)
    named = Named(points.shown, points.compared, points.sides)
    titles = _titles("pyramid", "people", lang)
    top = largest_band(record, view)
    return population_pyramid(points.rows, named, titles, lang, narrow=narrow, top=top)


def _titles(name: str, kind: str, lang: str) -> Titles:
    return Titles(
        i18n.text(f"population.{name}.title", lang), i18n.text(f"population.kind.{kind}", lang)
    )
