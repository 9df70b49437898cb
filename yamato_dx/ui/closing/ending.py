"""Beside the table: what is missing, the act of closing or of opening again, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.closing.ending import close_plan, reopen_plan
from yamato_dx.acts.permissions import Act
from yamato_dx.entries.review.closing import CLOSING
from yamato_dx.queries.closing.missing import PAGE
from yamato_dx.ui.closing.papers import draw_papers
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import Form, attempt, draw_news, form_of, name_field, signature

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.closing.missing import StillMissing
    from yamato_dx.queries.closing.story import ClosingStory
    from yamato_dx.ui.frame.screen import Screen

PART: Final = "closing.ending"
BY: Final = "closing.ending.by"


def draw_missing(page: Screen, story: ClosingStory) -> None:
    """Of an open plan with the place where each is mended; of a closed one as it was printed."""
    if story.is_closed and story.closed:
        lines = [{"words": words, "detail": "", "link": ""} for words in story.closed.missing]
        title, counting = page.say("closing.missing.then"), "closing.missing.then.count"
    else:
        lines = [
            {"words": line.words, "detail": line.detail, "link": _link(page, line)}
            for line in story.missing
        ]
        title, counting = page.say("closing.missing.title"), "closing.missing.count"
    note = page.say(counting, count=len(lines)) if lines else ""
    page.draw("closing_missing", title=title, note=note, lines=lines)


def _link(page: Screen, line: StillMissing) -> str:
    query = dict(line.query)
    return page.here(**query) if line.page == PAGE else page.link(line.page, **query)


def draw_ending(page: Screen, view: View, story: ClosingStory) -> None:
    """The button for whoever may, of what is shown now: nothing is closed at a past moment."""
    if view.as_of is not None or not page.may(Act.CLOSE_PLAN):
        return
    form = form_of(page, PART, ((CLOSING.name, ""),), PART)
    draw_news(page, form)
    label = page.say("closing.reopen.open" if story.is_closed else "closing.close.open")
    with st.container(key="closing-ending"), st.expander(label, on_change="rerun") as box:
        if box.open:
            _draw_form(page, view, story, form)
    outcome.draw_outcome(page, PART)
    if not story.is_closed:
        page.draw("note", lines=[page.say("closing.close.note")])


def _draw_form(page: Screen, view: View, story: ClosingStory, form: Form) -> None:
    kind = "reopen" if story.is_closed else "close"
    field = "reason" if story.is_closed else "approval_no"
    with st.form(form.key("fields"), border=False):
        st.text_input(page.say(f"closing.{kind}.{field}"), key=form.key(field))
        name_field(page, page.say("closing.by"), BY)
        st.form_submit_button(
            page.say(f"closing.{kind}.button"),
            type="primary",
            on_click=_reopen if story.is_closed else _close,
            args=(page, view, form),
        )


def _close(page: Screen, view: View, form: Form) -> None:
    """What was on the screen is closed, not what came while it was read."""
    name = signature(page, PART, BY, "closing.by_missing")
    if not name:
        return

    def close(seen_at: int) -> None:
        close_plan(
            page.record,
            view,
            actor=page.actor(name),
            approval_no=form.told("approval_no"),
            expected_revision=seen_at,
        )

    if attempt(page, form, close):
        outcome.keep(PART, page.say("closing.close.done", day=i18n.day(view.on, page.lang)))


def _reopen(page: Screen, view: View, form: Form) -> None:
    name = signature(page, PART, BY, "closing.by_missing")
    if not name:
        return

    def reopen(seen_at: int) -> None:
        reopen_plan(
            page.record,
            actor=page.actor(name),
            reason=form.told("reason"),
            on=view.on,
            plan_id=page.plan.plan_id,
            expected_revision=seen_at,
        )

    if attempt(page, form, reopen):
        outcome.keep(PART, page.say("closing.reopen.done"))


def draw_next(page: Screen, view: View, story: ClosingStory) -> None:
    """The next plan, and the paper of this one."""
    going_on = sum(line.goes_on for line in story.lines)
    page.draw(
        "closing_next",
        link=page.link("planning"),
        note=page.say("closing.next.plan.note", count=going_on),
    )
    draw_papers(page, view, story)
