"""予算・決算と時間 of an initiative in the chosen year: what stands, and the form to change it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.entries.review.resources import WORK_HOURS
from yamato_dx.queries.resources.resources import (
    AMOUNTS,
    amount_words,
    budget_table,
    hours_words,
    imbalance_words,
    resources_of,
    settled_words,
)
from yamato_dx.queries.rights.subjects import of_entries
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import table_downloads
from yamato_dx.ui.resources.writing import RESOURCES, draw_form

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.kpis.initiatives import InitiativeStory
    from yamato_dx.queries.resources.resources import Resources
    from yamato_dx.ui.frame.screen import Screen

COLUMNS: Final = ("project", "account", "item", *AMOUNTS)


def draw_resources(page: Screen, view: View, story: InitiativeStory, year: int) -> None:
    number = story.initiative.initiative_no
    found = resources_of(page.record, view, number, year)
    if not found.is_told and view.as_of is not None:
        return
    with st.container(key="resources", gap=None):
        page.section_head(page.say("resources.title"), _about(page, found, year))
        if found.lines:
            _draw_lines(page, found)
        page.draw("note", lines=_notes(page, found))
        if found.lines:
            _draw_downloads(page, view, story, year)
        outcome.draw_outcome(page, RESOURCES)
        key = WORK_HOURS.key(str(number), str(year))
        about = partial(of_entries, page.record, WORK_HOURS, (key,), page.plan.plan_id)
        if view.as_of is None and page.offers(Act.ENTER_RESOURCES, about):
            draw_form(page, view, number, year)


def _about(page: Screen, found: Resources, year: int) -> str:
    short = i18n.fiscal_year(year, page.lang, "short")
    if not found.units:
        return short
    units = page.say("frame.list").join(page.say(f"resources.unit.{unit}") for unit in found.units)
    return page.say("resources.about", year=short, unit=units)


def _draw_lines(page: Screen, found: Resources) -> None:
    heads = [Head(page.say(f"resources.form.head.{name}"), name in AMOUNTS) for name in COLUMNS]
    rows = [
        [
            Cell(line.project),
            Cell(line.account),
            Cell(line.item),
            *(
                Cell(
                    settled_words(line, page.lang)
                    if name == "settled"
                    else amount_words(getattr(line, name), page.lang),
                    is_number=True,
                )
                for name in AMOUNTS
            ),
        ]
        for line in found.lines.values()
    ]
    if len(rows) > 1:
        totals = [amount_words(found.total(name), page.lang) for name in AMOUNTS]
        if found.has_forecast and found.total("settled") is not None:
            place = AMOUNTS.index("settled")
            totals[place] = page.say("resources.settled.with_forecast", amount=totals[place])
        total = page.say("resources.total")
        rows.append([Cell(total), Cell(""), Cell(""), *(Cell(t, is_number=True) for t in totals)])
    draw_table(page, page.say("resources.title"), heads, rows)


def _notes(page: Screen, found: Resources) -> list[str]:
    """Hours, what the sources miss, who said the last of it."""
    if not found.is_told:
        return [page.say("resources.nothing")]
    lines = []
    if found.hours:
        words = {name: hours_words(getattr(found.hours, name), page.lang) for name in HOURS}
        message_id = "resources.hours.sourced" if found.hours.source else "resources.hours"
        lines.append(page.say(message_id, source=found.hours.source, **words))
    lines += filter(None, (imbalance_words(line, page.lang) for line in found.lines.values()))
    if found.at:
        moment = i18n.moment(found.at, page.lang)
        lines.append(page.say("resources.last", by=found.by, moment=moment))
    return lines


HOURS: Final = ("spent", "saved")


def _draw_downloads(page: Screen, view: View, story: InitiativeStory, year: int) -> None:
    number = story.initiative.initiative_no
    table_downloads(
        page,
        view,
        "budget",
        partial(budget_table, page.record, view, page.lang, initiative_no=number, fiscal_year=year),
        title=page.say("resources.title"),
        filter_words=(
            f"{number} {story.initiative.name.in_language(page.lang)}",
            i18n.fiscal_year(year, page.lang),
        ),
        name=f"budget_{number}_{year}",
        source=page.say("resources.source"),
    )
