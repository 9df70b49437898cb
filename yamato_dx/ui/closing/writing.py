"""The forms of «期末評価»: effects, judgements, opinions with their answers, what goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx.acts.closing.entering import PlanInSight
from yamato_dx.acts.permissions import Act
from yamato_dx.queries.closing.missing import WRITE
from yamato_dx.queries.closing.story import closing_story
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import Form, attempt, draw_news, form_of, name_field, signature

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.closing.story import ClosingStory
    from yamato_dx.ui.frame.screen import Screen

# Draws the fields of a form above its button; returns what its button does.
Fields = Callable[["Screen", "ClosingStory", Form], "Saving"]
Saving = Callable[[str, PlanInSight], object]


def part_of(name: str) -> str:
    return f"closing.write.{name}"


def draw_writing(
    page: Screen, view: View, story: ClosingStory, name: str, *, kind: str, fields: Fields
) -> None:
    """A form in a fold, for whoever may, while the plan is not closed. `name`: of the form, by
    which the list of what is missing opens it; `kind`: of the entries that it shows."""
    part = part_of(name)
    if view.as_of is not None or story.is_closed or not page.may(Act.CLOSE_PLAN):
        return
    is_asked = asked_form() == name
    with st.expander(
        page.say(f"closing.form.{name}"), expanded=is_asked, on_change="rerun", key=f"fold.{part}"
    ) as box:
        if box.open or is_asked:
            form = form_of(page, part, ((kind, ""),), part)
            draw_news(page, form)
            drawn = closing_story(page.record, form.view(view), page.lang)
            _draw_form(page, form, fields(page, drawn, form))
    outcome.draw_outcome(page, part)


def asked_form() -> str:
    """Which form the address asks for; «» for none."""
    return str(st.query_params.get(WRITE) or "")


def _draw_form(page: Screen, form: Form, saving: Saving) -> None:
    """The fields are no form of the framework: what is chosen in one changes the others."""
    name_field(page, page.say("closing.by"), _by(form), width=420)
    st.button(
        page.say("closing.save"),
        key=form.key("save"),
        type="primary",
        on_click=_save,
        args=(page, form, saving),
    )


def _by(form: Form) -> str:
    return f"{form.name}.by"


def _save(page: Screen, form: Form, saving: Saving) -> None:
    name = signature(page, form.act, _by(form), "closing.by_missing")
    if not name:
        return
    plan_id = page.plan.plan_id
    if attempt(page, form, lambda seen_at: saving(name, PlanInSight(plan_id, seen_at))):
        outcome.keep(form.act, page.say("closing.saved"))
