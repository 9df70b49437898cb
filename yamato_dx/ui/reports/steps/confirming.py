"""確認 and 差戻し on «報告履歴»: the steps of a report, and what the plan office does with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.permissions import Act
from yamato_dx.queries.reports.steps import (
    ReportStep,
    ReportSteps,
    report_steps,
    waiting,
    without_questions,
)
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.filters import choose
from yamato_dx.ui.frame.forms import done_once, name_field, signature, told

if TYPE_CHECKING:
    import pandas as pd

    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen

OFFICER: Final = "confirm.by"
APPROVAL: Final = "confirm.approval_no"
RETURNER: Final = "return.by"
RETURN_REASON: Final = "return.reason"
STATES: Final = ("submitted", "confirmed", "returned", "withdrawn")
EVERY: Final = "all"
# As many as a sentence names; the table above has them all.
NAMED: Final = 6


def pick_state(page: Screen, view: View, reports: pd.DataFrame) -> pd.DataFrame:
    """Those of `reports` of the chosen state; all unless one is chosen."""
    steps = report_steps(page.record, view.revision)
    found = [steps[batch_id].state for batch_id in reports["batch_id"]]
    counts = {state: found.count(state) for state in STATES if state in found}
    options = {EVERY: page.say("steps.filter.all", count=len(found))} | {
        state: page.say(f"steps.filter.{state}", count=count) for state, count in counts.items()
    }
    chosen = choose("state", page.say("steps.filter"), options)
    if chosen == EVERY:
        return reports
    return reports[[steps[batch_id].state == chosen for batch_id in reports["batch_id"]]]


def draw_confirm_all(page: Screen, view: View) -> None:
    """疑問のない報告をまとめて確認: for whoever may, and where there is one."""
    reports = waiting(page.record, view.revision)
    if not reports or not page.may(Act.CONFIRM):
        return
    sure = without_questions(reports)
    page.section_head(page.say("steps.all.title"), page.say("steps.all.count", count=len(reports)))
    asked = [report.batch_id for report in reports if report.questions]
    lines = [page.say("steps.all.which", count=len(sure), batches=_named(page, sure))]
    if asked:
        lines.append(page.say("steps.all.left", count=len(asked), batches=_named(page, asked)))
    page.draw("note", lines=lines if sure else lines[1:])
    if sure:
        button = page.say("steps.all.button", count=len(sure))
        draw_confirm_form(page, view, sure, button, name="all")


def _named(page: Screen, batch_ids: tuple[str, ...] | list[str]) -> str:
    shown = page.say("frame.list").join(batch_ids[:NAMED])
    left = len(batch_ids) - NAMED
    return page.say("steps.all.more", batches=shown, count=left) if left > 0 else shown


def draw_confirm_form(
    page: Screen, view: View, batch_ids: tuple[str, ...], button: str, *, name: str
) -> None:
    """`name`: of the form, «all» or «confirm»; who confirms is kept for the visit."""
    row = f"signing-{name}"
    with (
        st.form(name, border=False),
        st.container(horizontal=True, vertical_alignment="bottom", key=row),
    ):
        name_field(page, page.say(f"steps.{name}.by"), f"{name}.{OFFICER}")
        st.text_input(
            page.say(f"steps.{name}.approval_no"),
            key=f"{name}.{APPROVAL}",
            placeholder=page.say("steps.confirm.optional"),
        )
        st.form_submit_button(
            button, type="primary", on_click=_confirm, args=(page, view, batch_ids, name)
        )


def draw_steps(page: Screen, report: ReportSteps) -> None:
    """What became of it when, by whom; the report that it answers, and the one that answers it."""
    names = ("step", "moment", "who", "approval_no", "reason")
    heads = [Head(page.say(f"steps.column.{name}")) for name in names]
    title = page.say("steps.title")
    page.section_head(title)
    rows = [_step_row(page, report, step) for step in report.steps]
    draw_table(page, title, heads, rows, stacks=True)
    links = {
        "steps.answers": report.answers,
        "steps.answered_by": report.answered_by,
    }
    shown = [
        (page.link("history", batch=batch_id), page.say(message_id, batch=batch_id))
        for message_id, batch_id in links.items()
        if batch_id
    ]
    if shown:
        page.draw_links(shown)


def _step_row(page: Screen, report: ReportSteps, step: ReportStep) -> list[Cell]:
    is_own = step.state == "confirmed" and report.is_own_confirmation
    who = step.who(page.lang)
    return [
        Cell(page.say(f"steps.step.{step.state}")),
        Cell(i18n.moment(step.at, page.lang), is_code=True),
        Cell(page.say("steps.own_by", by=who) if is_own else who),
        Cell(step.approval_no),
        Cell(step.reason),
    ]


def draw_confirming(page: Screen, view: View, report: ReportSteps) -> None:
    """To confirm it or to give it back; of one that was given back, to answer it."""
    if report.state == "returned":
        _draw_answering(page, report)
        return
    if report.state == "withdrawn" or not page.may(Act.CONFIRM):
        return
    batch_id = report.batch_id
    if report.state == "submitted":
        page.section_head(page.say("steps.confirm.title"), _questions_note(page, report))
        button = page.say("steps.confirm.button")
        draw_confirm_form(page, view, (batch_id,), button, name="confirm")
    title = page.say("steps.return.open", batch=batch_id)
    with st.expander(title, on_change="rerun") as box:
        if box.open:
            page.draw("note", lines=[page.say("steps.return.note")])
            _draw_return_form(page, view, batch_id)


def _questions_note(page: Screen, report: ReportSteps) -> str:
    if not report.questions:
        return page.say("steps.no_questions")
    return page.say("steps.questions.note", count=report.questions)


def _draw_return_form(page: Screen, view: View, batch_id: str) -> None:
    with st.form("return", border=False):
        st.text_input(page.say("steps.return.reason"), key=RETURN_REASON)
        name_field(page, page.say("steps.return.by"), RETURNER)
        st.form_submit_button(
            page.say("steps.return.button"), on_click=_return, args=(page, view, batch_id)
        )


def _draw_answering(page: Screen, report: ReportSteps) -> None:
    if report.answered_by:
        return
    page.message(report.last.reason, big=page.say("steps.returned.big", batch=report.batch_id))
    page.draw_links(
        [(page.link("report", answers=report.batch_id), page.say("steps.answer.link"))],
    )


def _confirm(page: Screen, view: View, batch_ids: tuple[str, ...], name: str) -> None:
    """As `view` showed them."""
    by = signature(page, page.name, f"{name}.{OFFICER}", "steps.confirm.by_missing")
    if not by:
        return
    act = partial(
        confirm,
        page.record,
        batch_ids,
        page.actor(by),
        approval_no=told(f"{name}.{APPROVAL}"),
        expected_revision=view.revision,
    )
    form = ("confirm", batch_ids, view.revision)
    if done_once(page, page.name, form, act) is not None:
        words = page.say(
            "steps.confirm.done", count=len(batch_ids), batches=_named(page, batch_ids)
        )
        outcome.keep(page.name, words)


def _return(page: Screen, view: View, batch_id: str) -> None:
    by = signature(page, page.name, RETURNER, "steps.return.by_missing")
    if not by:
        return
    act = partial(
        give_back,
        page.record,
        batch_id,
        page.actor(by),
        told(RETURN_REASON),
        expected_revision=view.revision,
    )
    form = ("return", batch_id, view.revision)
    if done_once(page, page.name, form, act) is not None:
        outcome.keep(page.name, page.say("steps.return.done", batch=batch_id))
