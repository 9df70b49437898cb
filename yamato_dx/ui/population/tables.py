"""The parts of «人口» that are tables: indices, births and moves, KPIs per resident, sources."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx.i18n import MISSING
from yamato_dx.population.indices import INDICES
from yamato_dx.population.movements import COLUMNS
from yamato_dx.queries.population.groups import Milestone, milestones
from yamato_dx.queries.population.movements import Movements, movements, movements_table
from yamato_dx.queries.population.residents import ResidentRow, resident_rows
from yamato_dx.queries.population.sources import Publication, bases, publications
from yamato_dx.ui.frame.cells import Cell, Head, table_of
from yamato_dx.ui.frame.downloads import save_menu
from yamato_dx.ui.population.parts import saved_table, titled

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.population.counted import Story
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Values


def draw_indices(page: Screen, view: View) -> None:
    """How many there are for 100 of working age, in the few years that stand for all."""
    years = milestones(page.record, view, page.lang)
    if years:
        make = partial(_indices, page, years)
        page.draw_once("population_titled", (view, "indices"), make)


def _indices(page: Screen, years: Sequence[Milestone]) -> Values:
    projected = page.say("population.projected")
    heads = [
        Head(page.say("population.index")),
        *(
            Head(f"{year.year} {projected}" if year.is_projected else year.year, is_number=True)
            for year in years
        ),
    ]
    rows = [
        [
            Cell(page.say(f"population.index.{name}"), is_code=True),
            *(Cell(year.indices[name]) for year in years),
        ]
        for name in INDICES
    ]
    series = page.say("population.list").join(dict.fromkeys(year.series for year in years))
    foot = page.say("population.indices.foot", series=series)
    return titled(page, "population.indices", heads, rows, foot=foot)


def draw_movements(page: Screen, view: View) -> None:
    """Births, deaths and moves: the fullest statistic open, others folded."""
    found = movements(page.record, view, page.lang)
    if not found:
        return
    with st.container(key="population-movements"):
        page.draw_once("population_movements", (view, "movements"), partial(_moved, page, found))
        make = partial(movements_table, page.record, view, page.lang)
        figures = saved_table(page, "movements", make, name="movements")
        save_menu(page, view, "frame.download.table", figures)


def _moved(page: Screen, found: Sequence[Movements]) -> Values:
    first, *others = found
    heads, rows = _movement_cells(page, first)
    foot = page.say("population.movements.foot", series=first.series)
    return {
        **titled(page, "population.movements", heads, rows, foot=foot),
        "others": [_other(page, other) for other in others],
    }


def _other(page: Screen, found: Movements) -> Values:
    years = {"first": found.rows[0].year, "last": found.rows[-1].year}
    summary = page.say("population.movements.other", series=found.series, **years)
    heads, rows = _movement_cells(page, found)
    return table_of(summary, heads, rows, found.basis)


def _movement_cells(page: Screen, found: Movements) -> tuple[list[Head], list[list[Cell]]]:
    """Without the columns of which nothing is known."""
    known = [
        place
        for place in range(len(COLUMNS))
        if any(row.people[place] != MISSING for row in found.rows)
    ]
    heads = [
        Head(page.say("population.column.year")),
        *(
            Head(page.say(f"population.movement.{COLUMNS[place]}"), is_number=True)
            for place in known
        ),
    ]
    rows = [
        [Cell(row.year, is_code=True), *(Cell(row.people[place]) for place in known)]
        for row in found.rows
    ]
    return heads, rows


def draw_residents(page: Screen, view: View) -> None:
    """KPIs per so many residents, with the population of that year."""
    rows = resident_rows(page.record, view, page.lang)
    if rows:
        page.draw_once("population_titled", (view, "residents"), partial(_residents, page, rows))


def _residents(page: Screen, rows: Sequence[ResidentRow]) -> Values:
    numbers = ("value", "population", "scaled")
    names = ("kpi", "year", "scaled", "value", "population", "basis")
    heads = [
        Head(page.say(f"population.resident.column.{name}"), name in numbers) for name in names
    ]
    cells = [
        [Cell(str(getattr(row, name)), is_code=name == "year") for name in names] for row in rows
    ]
    return titled(page, "population.resident", heads, cells)


def draw_facts(page: Screen, story: Story) -> None:
    if story.facts:
        page.draw("population_facts", facts=story.facts)


def draw_sources(page: Screen, view: View) -> None:
    found = publications(page.record, view, page.lang)
    if found:
        make = partial(_sources, page, view, found)
        page.draw_once("population_sources", (view, "sources"), make)


def _sources(page: Screen, view: View, found: Sequence[Publication]) -> Values:
    names = ("series", "dates", "obtained", "grade")
    heads = [Head(page.say(f"population.sources.column.{name}")) for name in names]
    return {
        "publications": found,
        "heads": heads,
        "names": names,
        "bases": bases(page.record, view, page.lang),
        "unverified": page.link("glossary"),
    }
