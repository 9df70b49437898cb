"""The parts of «用語・出典»: the search, terms, rules with examples, sources."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.queries.glossary.terms import (
    glossary_table,
    matching_sources,
    matching_terms,
    matching_unverified,
    own_words,
    plan_terms,
    sources,
    sources_table,
    unverified,
)
from yamato_dx.queries.glossary.worked_examples import matching_rules, rules
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import table_downloads

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen

QUERY: Final = "q"
# The anchor of one term, to which the other pages lead.
ASKED: Final = "term"
SEARCH: Final = "glossary.search"


def search_words(page: Screen) -> str:
    """What is looked for; it stands in the address, so that a search can be sent."""
    asked = str(st.query_params.get(QUERY, ""))
    if st.session_state.get(SEARCH) != asked:
        st.session_state[SEARCH] = asked
    st.text_input(
        page.say("glossary.search"),
        key=SEARCH,
        placeholder=page.say("glossary.search.help"),
        on_change=_remember,
    )
    return asked.strip()


def _remember() -> None:
    wanted = str(st.session_state[SEARCH]).strip()
    if wanted:
        st.query_params[QUERY] = wanted
    else:
        st.query_params.pop(QUERY, None)


def draw_asked(page: Screen, view: View) -> None:
    """The term that a link led to, before everything else.

    The browser cannot scroll to it: the page has nothing of ours yet when it looks for the place.
    """
    asked = st.query_params.get(ASKED)
    every = (*plan_terms(page.record, view, page.lang), *own_words(page.lang))
    for term in every:
        if term.anchor == asked:
            page.draw("glossary_asked", term=term)


def draw_terms(page: Screen, view: View, wanted: str) -> None:
    of_plan = matching_terms(plan_terms(page.record, view, page.lang), wanted)
    ours = matching_terms(own_words(page.lang), wanted)
    for name, terms in (("plan", of_plan), ("program", ours)):
        if not terms and not wanted:
            continue
        page.draw(
            "glossary_terms",
            title=page.say(f"glossary.terms.{name}"),
            note=page.say("glossary.count", count=len(terms)),
            terms=terms,
            has_origin=name == "plan",
        )
    table_downloads(
        page,
        view,
        "glossary",
        partial(glossary_table, (*of_plan, *ours)),
        title=page.say("frame.page.glossary"),
        filter_words=(wanted,) if wanted else (),
    )


def draw_rules(page: Screen, view: View, wanted: str) -> None:
    page.draw("glossary_rules", rules=matching_rules(rules(page.record, view, page.lang), wanted))


def draw_sources(page: Screen, view: View, wanted: str) -> None:
    found = matching_sources(sources(page.record, view, page.lang), wanted)
    title = page.say("glossary.sources")
    page.section_head(title, page.say("glossary.sources.note"))
    names = ("topic", "source", "date", "grade", "terms")
    draw_table(
        page,
        title,
        [Head(page.say(f"glossary.column.{name}")) for name in names],
        [
            [
                Cell(source.topic, is_code=True),
                Cell(f"{source.source} {source.note}".strip()),
                Cell(source.date, is_code=True),
                Cell(
                    page.say(f"glossary.grade.{source.grade}") if source.grade else "", is_code=True
                ),
                Cell(source.terms),
            ]
            for source in found
        ],
    )
    table_downloads(page, view, "sources", partial(sources_table, found), title=title)


def draw_unverified(page: Screen, view: View, wanted: str) -> None:
    """What whoever runs the program has yet to check."""
    found = matching_unverified(unverified(page.record, view, page.lang), wanted)
    if not found:
        return
    title = page.say("glossary.unverified")
    page.section_head(title, page.say("glossary.unverified.note"))
    heads = [Head(page.say(f"glossary.column.{name}")) for name in ("about", "unverified")]
    draw_table(page, title, heads, [[Cell(one.about), Cell(one.unverified)] for one in found])
