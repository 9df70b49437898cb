"""The parts of «データ出力»."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx import i18n
from yamato_dx.queries.kpis.tables import assessment_table
from yamato_dx.queries.selection import Selection
from yamato_dx.queries.words import data_lines
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import table_downloads

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen

# Name, whether it holds figures, and the word of the program that its head is.
COLUMNS = (
    ("kpi", False, ""),
    ("year", False, ""),
    ("target", True, ""),
    ("actual", True, ""),
    ("attainment", True, "attainment"),
    ("progress", True, "progress"),
    ("verdict", False, "verdict"),
    ("section", False, ""),
    ("evidence", False, "evidence"),
)


def wanted_rows(page: Screen) -> Selection:
    return Selection(
        fiscal_year=page.fiscal_year(with_all=True),
        initiative_no=page.initiative(),
        verdict=page.verdict(),
        section=page.section(),
    )


def filter_words(page: Screen, wanted: Selection) -> tuple[str, ...]:
    """The filters as the screen words them."""
    words = []
    if wanted.fiscal_year is not None:
        words.append(i18n.fiscal_year(wanted.fiscal_year, page.lang))
    if wanted.initiative_no is not None:
        initiative = page.plan.initiative(wanted.initiative_no)
        words.append(f"{initiative.initiative_no} {initiative.name.in_language(page.lang)}")
    if wanted.verdict is not None:
        words.append(page.say(f"assessment.verdict.{wanted.verdict}"))
    if wanted.section is not None:
        words.append(wanted.section or page.say("frame.filter.section_open"))
    return tuple(words)


def draw_rows(page: Screen, view: View, wanted: Selection, words: tuple[str, ...]) -> None:
    answer = page.assessed(view)
    lines = data_lines(answer, page.lang, wanted)
    with st.container(horizontal=True, vertical_alignment="bottom", key="data-head"):
        page.draw("note", lines=[page.say("kpis.data.count", count=len(lines))])
        table_downloads(
            page,
            view,
            "assessment",
            partial(assessment_table, answer, page.lang, wanted),
            title=page.say("kpis.data.title"),
            filter_words=words,
        )
    if not lines:
        page.message(page.say("kpis.initiative.no_match"))
        return
    heads = [
        Head(page.say(f"kpis.data.column.{name}"), is_number, word)
        for name, is_number, word in COLUMNS
    ]
    rows = [
        [
            Cell(f"{line.kpi_no} {line.kpi_name}"),
            Cell(line.year, is_code=True),
            Cell(line.target),
            Cell(line.actual),
            Cell(line.attainment),
            Cell(line.progress),
            Cell(line.verdict.words, mark=line.verdict.mark, tone=line.verdict.tone, is_code=True),
            Cell(line.owner),
            Cell(page.say("kpis.data.evidence"), more=line.evidence),
        ]
        for line in lines
    ]
    draw_table(page, page.say("kpis.data.title"), heads, rows)
