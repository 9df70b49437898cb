"""What a file leaves open, to be answered on the page: two readings, and what is only unlikely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.intake.problem import AS_IT_STANDS
from yamato_dx.lettering import unmarked
from yamato_dx.queries.reports.left_out.places import FilePlace
from yamato_dx.ui.glossary.problems import problem_address
from yamato_dx.ui.reports import state as reporting

if TYPE_CHECKING:
    from yamato_dx.intake.problem import Problem
    from yamato_dx.queries.reports.preview import Preview
    from yamato_dx.ui.frame.screen import Screen

# More of them are answered together or in the file.
SHOWN: Final = 60


def draw_questions(page: Screen, preview: Preview, file_id: str) -> None:
    """Each with its cell and what it is held against, and what can be answered to it."""
    questions = preview.questions
    if not questions:
        return
    answers = reporting.answers_in(file_id)
    left = [problem for problem in questions if problem.problem_id not in answers]
    page.section_head(
        page.say("reports.sending.questions"), _note(page, preview, len(questions), len(left))
    )
    with st.container(key="report-questions"):
        for problem in questions[:SHOWN]:
            _draw_question(page, problem, file_id, answers.get(problem.problem_id))
        if len(questions) > SHOWN:
            page.draw(
                "note",
                lines=[page.say("reports.sending.questions.more", count=len(questions) - SHOWN)],
            )
        unlikely = [problem.problem_id for problem in left if problem.severity == "confirm"]
        if len(unlikely) > 1:
            st.button(
                page.say("reports.sending.questions.all", count=len(unlikely)),
                on_click=reporting.answer,
                args=(file_id, unlikely, AS_IT_STANDS),
            )


def _note(page: Screen, preview: Preview, count: int, left: int) -> str:
    """How many wait for an answer, or that none does: of good rows alone those stay out."""
    if not left:
        return page.say("reports.sending.questions.answered", count=count)
    if preview.left_out:
        return page.say("reports.sending.questions.left_out", count=left)
    return page.say("reports.sending.questions.note", count=count, left=left)


def _draw_question(page: Screen, problem: Problem, file_id: str, answered: str | None) -> None:
    explained_at = problem_address(problem.code, page.lang)
    place = FilePlace.of_problem(problem).words(page.lang)
    page.draw("report_question", problem=problem, place=place, explained_at=explained_at)
    key = f"report.answer.{file_id}.{problem.problem_id}"
    label = (
        page.say("reports.sending.answer", raw=unmarked(problem.raw))
        if problem.raw
        else page.say("readings.answer")
    )

    def hear() -> None:
        choice_made = st.session_state[key]
        choice = (
            (AS_IT_STANDS if choice_made else None)
            if problem.severity == "confirm"
            else choice_made
        )
        reporting.answer(file_id, [problem.problem_id], choice)

    # The box shows what is answered: «all of them» answers it too.
    if problem.severity == "confirm":
        st.session_state[key] = answered is not None
        st.checkbox(
            page.say("reports.sending.confirm", raw=unmarked(problem.raw))
            if problem.raw
            else page.say("reports.sending.confirm.as_it_stands"),
            key=key,
            on_change=hear,
        )
    else:
        st.session_state[key] = answered
        words = {choice.code: unmarked(choice.sentence(page.lang)) for choice in problem.choices}
        st.radio(
            label,
            list(words),
            format_func=words.__getitem__,
            index=None,
            key=key,
            horizontal=True,
            on_change=hear,
        )
