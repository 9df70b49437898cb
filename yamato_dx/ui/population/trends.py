"""The parts of «人口»: sentence, charts with their tables, figures per resident, sources."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

import streamlit as st

from yamato_dx.queries.population.charts import (
    AGE_GROUPS,
    MEASURES,
    SEXES,
    SHARES_OF,
    Measure,
)
from yamato_dx.queries.population.counted import (
    Denominator,
    Pyramid,
    Story,
    group_rows,
    point_rows,
    population_story,
    pyramid_of,
    pyramid_points,
    usual_points,
)
from yamato_dx.queries.population.drawn import (
    groups_chart,
    groups_told,
    pyramid_chart,
    total_chart,
    total_told,
)
from yamato_dx.queries.population.figures import age_words
from yamato_dx.queries.population.residents import ResidentRow, resident_rows
from yamato_dx.queries.population.sources import (
    SourceRow,
    bases,
    population_table,
    source_note,
    source_rows,
)
from yamato_dx.ui.charts.answers import CardOf, draw_answering_chart
from yamato_dx.ui.frame.cells import Cell, Head, table_of
from yamato_dx.ui.frame.downloads import chart_downloads, table_downloads
from yamato_dx.ui.frame.filters import FilterChoice, choose
from yamato_dx.ui.population.answers import age_card, points_card
from yamato_dx.ui.population.twins import pyramid_cells

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from yamato_dx.output.charts.kpi_chart import KpiChart
    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Values


def story_of(page: Screen, view: View) -> Story:
    return population_story(page.record, view, page.lang)


def draw_headline(page: Screen, story: Story) -> None:
    page.draw("headline", parts=story.headline)


def draw_empty(page: Screen) -> None:
    """What to add, and where: nothing is drawn from nothing."""
    code = page.record.municipality_code
    page.message(
        page.say("population.empty.register"),
        page.say("population.empty.published"),
        big=page.say("population.empty", code=code),
    )


def draw_total(page: Screen, view: View, story: Story) -> None:
    """Counts and projections, each series apart; beside them what is easily misread."""
    charts = _both(partial(total_chart, page.record, view, page.lang))
    with _row("total"):
        page.section_head(charts[0].title, charts[0].kind)
        points = total_told(page.record, view, page.lang)
        card_of = partial(points_card, page, charts[0].kind, points)
        _draw_chart(page, view, "total", charts, card_of=card_of, filter_words=())
        _draw_twin(page, (view, "total"), partial(_point_twin, page, view))
        if story.facts:
            page.draw("population_facts", facts=story.facts)


def _point_twin(page: Screen, view: View) -> Values:
    names = ("day", "series", "vintage", "total", "source")
    words = {"vintage": "vintage"}
    heads = [
        Head(page.say(f"population.column.{name}"), name == "total", words.get(name, ""))
        for name in names
    ]
    rows = [
        (point.day, point.series, point.vintage, point.total, point.source)
        for point in point_rows(page.record, view, page.lang)
    ]
    return _twin(page, "population.twin.total", heads, rows)


def draw_groups(page: Screen, view: View, story: Story) -> None:
    """The three age groups by number or by share; a share names its denominator."""
    measures = _measures(page)
    measure, denominator = _chosen_measure(measures)
    draw = partial(groups_chart, page.record, view, measure, page.lang, denominator=denominator)
    wide, phone = draw(narrow=False), draw(narrow=True)
    with _row("groups"):
        page.section_head(page.say("population.groups.title"), wide.kind if wide else "")
        for choice in measures:
            choice.draw_segments()
        if wide is None or phone is None:
            page.draw("note", lines=[page.say("population.groups.none")])
            return
        points = groups_told(page.record, view, measure, page.lang, denominator=denominator)
        card_of = partial(points_card, page, wide.kind, points)
        _draw_chart(page, view, "groups", (wide, phone), card_of=card_of, filter_words=(wide.kind,))
        make = partial(_group_twin, page, view, denominator)
        _draw_twin(page, (view, "groups", denominator), make)
        page.draw("population_groups", groups=story.group_names, largest=story.largest)


def _measures(page: Screen) -> tuple[FilterChoice, ...]:
    """People or shares; of shares, of whom."""
    measures: dict[str, str] = {name: page.say(f"population.measure.{name}") for name in MEASURES}
    measure = FilterChoice("measure", page.say("population.filter.measure"), measures)
    if measure.code != "share":
        return (measure,)
    shares: dict[str, str] = {
        name: page.say(f"population.denominator.{name}") for name in SHARES_OF
    }
    return measure, FilterChoice("share_of", page.say("population.filter.share_of"), shares)


def _chosen_measure(measures: tuple[FilterChoice, ...]) -> tuple[Measure, Denominator]:
    codes = [measure.code for measure in measures]
    denominator = codes[1] if len(codes) > 1 else "known"
    return cast("Measure", codes[0]), cast("Denominator", denominator)


def _group_twin(page: Screen, view: View, denominator: Denominator) -> Values:
    ages = [age_words(group, page.lang) for group in AGE_GROUPS]

    def head(name: str, *, is_number: bool = False) -> Head:
        return Head(page.say(f"population.column.{name}"), is_number)

    heads = [
        head("day"),
        head("series"),
        head("vintage"),
        head("total", is_number=True),
        *(Head(age, is_number=True) for age in ages),
        head("unknown", is_number=True),
        *(Head(page.say("population.column.share", age=age), is_number=True) for age in ages),
        head("denominator", is_number=True),
        head("source"),
    ]
    rows = [
        (
            *(row.day, row.series, row.vintage, row.total),
            *row.groups,
            row.unknown,
            *row.shares,
            *(row.denominator, row.source),
        )
        for row in group_rows(page.record, view, denominator, page.lang)
    ]
    return _twin(page, "population.twin.groups", heads, rows)


def draw_pyramid(page: Screen, view: View) -> None:
    """Two points of time, chosen, laid over each other."""
    points = pyramid_points(page.record, view, page.lang)
    with _row("pyramid"):
        page.section_head(page.say("population.pyramid.title"), page.say("population.kind.people"))
        if not points:
            page.draw("note", lines=[page.say("population.pyramid.none")])
            return
        codes = _pick_points(page, view, points)
        pyramid = pyramid_of(page.record, view, codes, page.lang)
        charts = _both(partial(pyramid_chart, page.record, view, codes, page.lang))
        _draw_chart(
            page,
            view,
            "pyramid",
            charts,
            card_of=partial(age_card, page, pyramid),
            filter_words=pyramid.named,
        )
        _draw_twin(page, (view, "pyramid", codes), partial(_pyramid_twin, page, pyramid))
        page.draw("population_points", sources=pyramid.sources)


def _pick_points(page: Screen, view: View, points: dict[str, str]) -> tuple[str, str]:
    first, second = usual_points(page.record, view)
    return (
        choose("first", page.say("population.filter.first"), points, first),
        choose("second", page.say("population.filter.second"), points, second),
    )


def _pyramid_twin(page: Screen, pyramid: Pyramid) -> Values:
    sides = [page.say(f"population.sex.{sex}") for sex in SEXES]
    heads = [
        Head(page.say("population.column.age")),
        *(
            Head(page.say("population.column.side", name=name, sex=side), is_number=True)
            for name in pyramid.named
            for side in sides
        ),
    ]
    return _twin(page, "population.twin.pyramid", heads, pyramid_cells(pyramid.rows, page.lang))


def draw_residents(page: Screen, view: View) -> None:
    """KPIs per so many residents, with the population of that year."""
    rows = resident_rows(page.record, view, page.lang)
    if rows:
        make = partial(_residents, page, rows)
        page.draw_once("population_residents", (view, "residents"), make)


def _residents(page: Screen, rows: Sequence[ResidentRow]) -> Values:
    numbers = ("value", "population", "scaled")
    names = ("kpi", "year", "value", "population", "basis", "scaled")
    heads = [
        Head(page.say(f"population.resident.column.{name}"), name in numbers) for name in names
    ]
    cells = [
        [Cell(str(getattr(row, name)), is_code=name == "year") for name in names] for row in rows
    ]
    return _titled(page, "population.resident", heads, cells)


def draw_sources(page: Screen, view: View) -> None:
    rows = source_rows(page.record, view, page.lang)
    if rows:
        make = partial(_sources, page, view, rows)
        page.draw_once("population_sources", (view, "sources"), make)


def _sources(page: Screen, view: View, rows: Sequence[SourceRow]) -> Values:
    names = ("series", "dates", "source", "obtained", "grade", "terms")
    heads = [Head(page.say(f"population.sources.column.{name}")) for name in names]
    cells = [[Cell(str(getattr(row, name))) for name in names] for row in rows]
    titled = _titled(page, "population.sources", heads, cells)
    return {**titled, "bases": bases(page.record, view, page.lang)}


def _titled(
    page: Screen, about: str, heads: Sequence[Head], rows: Sequence[Sequence[Cell]]
) -> Values:
    """A section of one table, whose caption is its title."""
    title, note = page.say(f"{about}.title"), page.say(f"{about}.note")
    return {"title": title, "note": note, "asked": "", **table_of(title, heads, rows)}


def _row(name: str) -> DeltaGenerator:
    """A chart with what is saved of it and its table; at the right what belongs to it."""
    return st.container(key=f"chart-beside-population-{name}")


def _both(make: Callable[..., KpiChart]) -> tuple[KpiChart, KpiChart]:
    """The same chart for a wide screen and for a phone."""
    return make(narrow=False), make(narrow=True)


def _draw_chart(
    page: Screen,
    view: View,
    name: str,
    charts: tuple[KpiChart, KpiChart],
    *,
    card_of: CardOf,
    filter_words: tuple[str, ...],
) -> None:
    """The chart for a wide screen and for a phone, what it tells, and what is saved of it."""
    wide, _ = charts
    draw_answering_chart(page, (name, view), charts, card_of)
    source = source_note(page.record, view, page.lang)
    chart_downloads(
        page,
        view,
        wide,
        title=wide.title,
        filter_words=filter_words,
        name=f"population_{name}",
        source=source,
    )
    table_downloads(
        page,
        view,
        "population",
        partial(population_table, page.record, view, page.lang),
        title=page.say("population.title.page"),
        name=f"population_{name}_figures",
        source="",
    )


def _draw_twin(page: Screen, key: tuple[Hashable, ...], make: Callable[[], Values]) -> None:
    """A chart's figures as a table, folded below it."""
    page.draw_once("population_table", key, make)


def _twin(
    page: Screen, summary_id: str, heads: Sequence[Head], rows: Sequence[Sequence[str]]
) -> Values:
    return {"summary": page.say(summary_id), "heads": heads, "rows": rows}
