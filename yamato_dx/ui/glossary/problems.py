"""The part «入力の問題» of «用語・出典»: the problem that a link led to, the list of all; and the
problems of a file, each of which leads there."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.queries.problems.explanations import explanations, matching_problems
from yamato_dx.queries.reports.left_out.places import FilePlace
from yamato_dx.ui.frame.cells import SHOWN_PROBLEMS, Cell, Head, draw_table
from yamato_dx.ui.frame.language import address

if TYPE_CHECKING:
    from yamato_dx.intake.problem import Problem
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Values

# The anchor of one problem, to which the other pages lead.
ASKED: Final = "problem"


def problem_address(anchor: str, lang: str) -> str:
    return address("/glossary", lang, problem=anchor)


def draw_asked_problem(page: Screen) -> None:
    """The problem that a link led to, before everything else, as with a term."""
    asked = explanations(page.lang).get(st.query_params.get(ASKED, ""))
    if asked:
        page.draw("problem_asked", problem=asked)


def draw_problems(page: Screen, wanted: str) -> None:
    """Closed, section by section, until something is looked for."""
    page.draw_once("glossary_problems", ("problems", wanted), partial(_listed, page, wanted))


def _listed(page: Screen, wanted: str) -> Values:
    found = matching_problems(page.lang, wanted)
    sections = [
        (
            page.say(f"problems.section.{section}"),
            [(problem, problem_address(problem.anchor, page.lang)) for problem in problems],
        )
        for section, problems in groupby(found, lambda problem: problem.section)
    ]
    return {"sections": sections, "is_open": bool(wanted)}


def draw_problem_table(page: Screen, problems: tuple[Problem, ...]) -> None:
    """The first of them: a browser stands still over a hundred thousand."""
    heads = [
        Head(page.say(f"reports.sending.column.{name}"))
        for name in ("place", "raw", "problem", "mend")
    ]
    rows = [
        [
            Cell(FilePlace.of_problem(problem).words(page.lang), is_code=True),
            Cell(problem.raw or ""),
            Cell(problem.sentence(page.lang), explained=problem_address(problem.code, page.lang)),
            Cell(problem.mend(page.lang)),
        ]
        for problem in problems[:SHOWN_PROBLEMS]
    ]
    left = len(problems) - len(rows)
    foot = page.say("reports.sending.values.more", count=left) if left else ""
    draw_table(page, page.say("reports.sending.problems"), heads, rows, foot=foot, stacks=True)
