"""The parts of «人口» that draw lines: totals, the register beside them, the three age groups."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx.population.age_groups import CHILDREN, ELDERLY, THREE, WORKING
from yamato_dx.population.indices import INDICES
from yamato_dx.queries.population.charts import AGE_GROUPS, NONE_ADDED
from yamato_dx.queries.population.counted import Story, point_rows, population_story
from yamato_dx.queries.population.drawn import group_chart, register_chart, total_chart
from yamato_dx.queries.population.figures import age_words
from yamato_dx.queries.population.groups import group_rows, groups_table, milestones
from yamato_dx.queries.population.sources import population_table
from yamato_dx.queries.population.told import group_told, register_told, total_told
from yamato_dx.ui.charts.answers import draw_answering_chart
from yamato_dx.ui.frame.cells import Head
from yamato_dx.ui.frame.downloads import SavedChart, save_menu
from yamato_dx.ui.frame.filters import FilterChoice
from yamato_dx.ui.population.answers import points_card
from yamato_dx.ui.population.parts import chart_box, draw_twin, saved_chart, saved_table, twin

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Values

NAMES = {WORKING: "working", ELDERLY: "aged", CHILDREN: "child"}


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


def choose_added(page: Screen, story: Story) -> FilterChoice | None:
    """What is laid beside the census and the newest projection; None where there is nothing."""
    label = page.say("population.filter.added")
    return FilterChoice("added", label, story.added) if story.added else None


def draw_totals(page: Screen, view: View, added: FilterChoice | None) -> None:
    """Counts and projections, each series apart; the registers beside them, on the same scale."""
    code = added.code if added else NONE_ADDED
    with st.container(key="population-totals"):
        _draw_total(page, view, added, code)
        _draw_registers(page, view, code)


def _draw_total(page: Screen, view: View, added: FilterChoice | None, code: str) -> None:
    draw = partial(total_chart, page.record, view, code, page.lang)
    charts = draw(narrow=False), draw(narrow=True)
    with chart_box("total"):
        page.section_head(charts[0].title, charts[0].kind)
        if added:
            added.draw_segments()
        points = total_told(page.record, view, code, page.lang)
        card_of = partial(points_card, page, charts[0].kind, points)
        draw_answering_chart(page, ("total", view), charts, card_of)
        make = partial(population_table, page.record, view, page.lang)
        figures = saved_table(page, "population", make, name="total_figures")
        drawn = saved_chart(page, view, "total", charts[0])
        save_menu(page, view, "frame.download.both", drawn, figures)
        draw_twin(page, (view, "total"), partial(_point_twin, page, view))


def _draw_registers(page: Screen, view: View, code: str) -> None:
    draw = partial(register_chart, page.record, view, code, page.lang)
    wide, phone = draw(narrow=False), draw(narrow=True)
    if wide is None or phone is None:
        return
    with chart_box("register"):
        note = page.say("population.register.note")
        head = page.part("population_register", title=wide.title, kind=wide.kind, note=note)
        points = register_told(page.record, view, page.lang)
        card_of = partial(points_card, page, wide.kind, points)
        draw_answering_chart(page, ("register", view), (wide, phone), card_of, head=head)
        drawn = saved_chart(page, view, "register", wide)
        save_menu(page, view, "frame.download.chart", drawn)


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
    return twin(page, "population.twin.total", heads, rows)


def draw_groups(page: Screen, view: View, added: FilterChoice | None) -> None:
    """Three charts on one scale, each with its shares in a few years."""
    code = added.code if added else NONE_ADDED
    with st.container(key="population-groups"):
        page.section_head(page.say("population.groups.title"), page.say("population.groups.note"))
        if not group_rows(page.record, view, page.lang):
            page.draw("note", lines=[page.say("population.groups.none")])
            return
        with st.container(key="population-three"):
            drawn = [_draw_group(page, view, group, code) for group in AGE_GROUPS]
        with chart_box("groups"):
            make = partial(groups_table, page.record, view, page.lang)
            figures = saved_table(page, "population-groups", make, name="groups_figures")
            save_menu(page, view, "frame.download.both", *filter(None, drawn), figures)
            draw_twin(page, (view, "groups"), partial(_group_twin, page, view))


def _draw_group(page: Screen, view: View, group: str, code: str) -> SavedChart | None:
    draw = partial(group_chart, page.record, view, group, page.lang, added=code)
    wide, phone = draw(narrow=False), draw(narrow=True)
    if wide is None or phone is None:
        return None
    name = NAMES[group]
    with chart_box(name):
        head = page.part("population_group", title=wide.title)
        points = group_told(page.record, view, group, page.lang, added=code)
        card_of = partial(points_card, page, wide.kind, points)
        draw_answering_chart(page, (name, view), (wide, phone), card_of, head=head)
        make = partial(_shares, page, view, group)
        page.draw_once("population_shares", (view, "shares", group), make)
    return saved_chart(page, view, name, wide, about=age_words(group, page.lang))


def _shares(page: Screen, view: View, group: str) -> Values:
    years = milestones(page.record, view, page.lang)
    return {
        "age": age_words(group, page.lang),
        "shares": [(year.year, year.shares[group], year.is_projected) for year in years],
    }


def _group_twin(page: Screen, view: View) -> Values:
    ages = [age_words(group, page.lang) for group in THREE]

    def head(name: str, *, is_number: bool = False, **values: str) -> Head:
        return Head(page.say(f"population.column.{name}", **values), is_number)

    heads = [
        head("day"),
        head("series"),
        head("vintage"),
        head("total", is_number=True),
        *(Head(age, is_number=True) for age in ages),
        head("unknown", is_number=True),
        *(head("share", is_number=True, age=age) for age in ages),
        *(head("share_of_all", is_number=True, age=age) for age in ages),
        *(Head(page.say(f"population.index.{name}"), is_number=True) for name in INDICES),
        head("source"),
    ]
    rows = [
        (
            *(row.day, row.series, row.vintage, row.total),
            *(*row.groups, row.unknown),
            *(*row.shares, *row.shares_of_all, *row.indices, row.source),
        )
        for row in group_rows(page.record, view, page.lang)
    ]
    return twin(page, "population.twin.groups", heads, rows)
