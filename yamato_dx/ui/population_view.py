"""The parts of «人口»: sentence, charts with their tables, figures per resident, sources."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

import streamlit as st

from yamato_dx.questions.population import (
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
from yamato_dx.questions.population_charts import (
    AGE_GROUPS,
    MEASURES,
    SEXES,
    SHARES_OF,
    Measure,
)
from yamato_dx.questions.population_drawn import groups_chart, pyramid_chart, total_chart
from yamato_dx.questions.population_figures import age_words
from yamato_dx.questions.population_residents import resident_rows
from yamato_dx.questions.population_sources import bases, population_table, source_note, source_rows
from yamato_dx.ui.cells import Cell, Head, draw_table
from yamato_dx.ui.chart_pair import draw_chart_pair
from yamato_dx.ui.downloads import chart_downloads, table_downloads
from yamato_dx.ui.filters import choose, choose_segment
from yamato_dx.ui.population_twins import pyramid_cells

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from yamato_dx.output.charts.kpi_chart import KpiChart
    from yamato_dx.questions.assessed import View
    from yamato_dx.ui.screen import Screen
    from yamato_dx.ui.templates import Values

WIDTHS = (792, 376)


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
    left, right = _columns("total")
    charts = _both(partial(total_chart, page.record, view, page.lang))
    with left:
        page.section_head(charts[0].title, charts[0].kind)
        _draw_chart(page, view, "population-total", charts, ())
        _draw_twin(page, (view, "total"), partial(_point_twin, page, view))
    if story.facts:
        with right:
            page.draw("population_facts", facts=story.facts)


def _point_twin(page: Screen, view: View) -> Values:
    names = ("day", "series", "vintage", "total", "source")
    words = {"vintage": "vintage"}
    heads = [
        Head(page.say(f"population.column.{name}"), name == "total", words.get(name, ""))
        for name in names
    ]
    rows = [
        (one.day, one.series, one.vintage, one.total, one.source)
        for one in point_rows(page.record, view, page.lang)
    ]
    return _twin(page, "population.twin.total", heads, rows)


def draw_groups(page: Screen, view: View, story: Story) -> None:
    """The three age groups by number or by share; a share names its denominator."""
    left, right = _columns("groups")
    with left:
        page.section_head(page.say("population.groups.title"))
        measure, denominator = _pick_measure(page)
        draw = partial(groups_chart, page.record, view, measure, denominator, page.lang)
        wide, phone = draw(narrow=False), draw(narrow=True)
        if wide is None or phone is None:
            page.draw("note", lines=[page.say("population.groups.none")])
            return
        page.draw("note", lines=[wide.kind])
        _draw_chart(page, view, "population-groups", (wide, phone), (wide.kind,))
        make = partial(_group_twin, page, view, denominator)
        _draw_twin(page, (view, "groups", denominator), make)
    with right:
        page.draw("population_groups", groups=story.group_names, largest=story.largest)


def _pick_measure(page: Screen) -> tuple[Measure, Denominator]:
    measures: dict[str, str] = {one: page.say(f"population.measure.{one}") for one in MEASURES}
    shares: dict[str, str] = {one: page.say(f"population.denominator.{one}") for one in SHARES_OF}
    with st.container(horizontal=True, key="population-measure"):
        measure = choose_segment("measure", page.say("population.filter.measure"), measures)
        denominator = "known"
        if measure == "share":
            label = page.say("population.filter.share_of")
            denominator = choose_segment("share_of", label, shares)
    return cast("Measure", measure), cast("Denominator", denominator)


def _group_twin(page: Screen, view: View, denominator: Denominator) -> Values:
    ages = [age_words(one, page.lang) for one in AGE_GROUPS]

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
            *(one.day, one.series, one.vintage, one.total),
            *one.groups,
            one.unknown,
            *one.shares,
            *(one.denominator, one.source),
        )
        for one in group_rows(page.record, view, denominator, page.lang)
    ]
    return _twin(page, "population.twin.groups", heads, rows)


def draw_pyramid(page: Screen, view: View) -> None:
    """Two points of time, chosen, laid over each other."""
    points = pyramid_points(page.record, view, page.lang)
    left, right = _columns("pyramid")
    with left:
        page.section_head(page.say("population.pyramid.title"), page.say("population.kind.people"))
        if not points:
            page.draw("note", lines=[page.say("population.pyramid.none")])
            return
        codes = _pick_points(page, view, points)
        told = pyramid_of(page.record, view, codes, page.lang)
        charts = _both(partial(pyramid_chart, page.record, view, codes, page.lang))
        _draw_chart(page, view, "population-pyramid", charts, told.named)
        _draw_twin(page, (view, "pyramid", codes), partial(_pyramid_twin, page, told))
    with right:
        page.section_head(page.say("population.pyramid.sources"))
        page.draw("note", lines=told.sources)


def _pick_points(page: Screen, view: View, points: dict[str, str]) -> tuple[str, str]:
    first, second = usual_points(page.record, view)
    with st.container(horizontal=True, key="population-points"):
        return (
            choose("first", page.say("population.filter.first"), points, first),
            choose("second", page.say("population.filter.second"), points, second),
        )


def _pyramid_twin(page: Screen, told: Pyramid) -> Values:
    sides = [page.say(f"population.sex.{sex}") for sex in SEXES]
    heads = [
        Head(page.say("population.column.age")),
        *(
            Head(page.say("population.column.side", name=name, sex=side), is_number=True)
            for name in told.named
            for side in sides
        ),
    ]
    return _twin(page, "population.twin.pyramid", heads, pyramid_cells(told.rows, page.lang))


def draw_residents(page: Screen, view: View) -> None:
    """KPIs per so many residents, with the population of that year."""
    rows = resident_rows(page.record, view, page.lang)
    if not rows:
        return
    title = page.say("population.resident.title")
    page.section_head(title, page.say("population.resident.note"))
    numbers = ("value", "population", "scaled")
    names = ("kpi", "year", "value", "population", "basis", "scaled")
    heads = [
        Head(page.say(f"population.resident.column.{name}"), name in numbers) for name in names
    ]
    rows_of_cells = [
        [
            Cell(one.kpi),
            Cell(one.year, is_code=True),
            Cell(one.value),
            Cell(one.population),
            Cell(one.basis),
            Cell(one.scaled),
        ]
        for one in rows
    ]
    with st.container(key="population-residents"):
        draw_table(page, title, heads, rows_of_cells)


def draw_sources(page: Screen, view: View) -> None:
    rows = source_rows(page.record, view, page.lang)
    if not rows:
        return
    title = page.say("population.sources.title")
    page.section_head(title, page.say("population.sources.note"))
    names = ("series", "dates", "source", "obtained", "grade", "terms")
    heads = [Head(page.say(f"population.sources.column.{name}")) for name in names]
    cells = [[Cell(str(getattr(one, name))) for name in names] for one in rows]
    with st.container(key="population-sources"):
        draw_table(page, title, heads, cells)
        page.draw("population_bases", bases=bases(page.record, view, page.lang))


def _columns(name: str) -> Sequence[DeltaGenerator]:
    """A chart's column, and the one for what belongs to it."""
    with st.container(key=f"population-row-{name}"):
        return st.columns(WIDTHS, gap="large")


def _both(make: Callable[..., KpiChart]) -> tuple[KpiChart, KpiChart]:
    """The same chart for a wide screen and for a phone."""
    return make(narrow=False), make(narrow=True)


def _draw_chart(
    page: Screen,
    view: View,
    key: str,
    charts: tuple[KpiChart, KpiChart],
    filter_words: tuple[str, ...],
) -> None:
    """The chart for a wide screen and for a phone, and what is saved of it."""
    wide, phone = charts
    draw_chart_pair(key, wide, phone)
    source = source_note(page.record, view, page.lang)
    with st.container(horizontal=True, horizontal_alignment="right", key=f"save-{key}"):
        chart_downloads(
            page,
            view,
            wide,
            title=wide.title,
            filter_words=filter_words,
            name=key.replace("-", "_"),
            source=source,
        )
        table_downloads(
            page,
            view,
            "population",
            partial(population_table, page.record, view, page.lang),
            title=page.say("population.title.page"),
            name=f"{key.replace('-', '_')}_figures",
            source="",
        )


def _draw_twin(page: Screen, key: tuple[Hashable, ...], make: Callable[[], Values]) -> None:
    """A chart's figures as a table, folded below it."""
    page.draw_once("population_table", key, make)


def _twin(
    page: Screen, summary_id: str, heads: Sequence[Head], rows: Sequence[Sequence[str]]
) -> Values:
    return {"summary": page.say(summary_id), "heads": heads, "rows": rows}
