"""What a reader fills in: which form of its name it is, and which state of the record it was made
for.

A form shows one state of the record until it is saved, read again or left: what another person
saves meanwhile neither empties its fields nor changes what stands in them unseen. A save names
that state; where one of the things that the reader changed was changed by another since, nothing
is written, and both are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from yamato_dx.acts.entering import Stale, enter_together
from yamato_dx.errors import YamatoDxError
from yamato_dx.queries.changes import changes_since, conflict_sentences, news_sentences
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.arrival import arrival_number

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.changes import About
    from yamato_dx.ui.frame.screen import Screen

Documents = Mapping[str, Mapping[str, Mapping[str, Any] | None]]
NO_DOCUMENTS: Final[Documents] = {}


@dataclass(frozen=True)
class Form:
    """`about`: the things that it shows, by kind and beginning of their key. `act`: of which act's
    outcome a save is told (`ui.frame.outcome`). `made_at`: the revision whose words stand in its
    fields.
    `seen_at`: the one whose changes its reader knows."""

    name: str
    about: About
    act: str
    number: int
    arrival: int
    made_at: int
    seen_at: int

    def key(self, field: str) -> str:
        """Of a widget in it: another one in each form, so that none keeps what it showed."""
        return f"{self.name}.{self.number}.{field}"

    def told(self, field: str) -> str:
        return told(self.key(field))

    def view(self, view: View) -> View:
        """The state that its fields show, on the day of `view`."""
        return replace(view, revision=self.made_at)


def form_of(page: Screen, name: str, about: About, act: str = "") -> Form:
    """The form that this reader has open; a new one on arrival at the page. `act`: the page's own
    unless told."""
    form: Form | None = st.session_state.get(_state(name))
    if form is None or form.arrival != arrival_number():
        renew(name)
        head = page.record.head()
        form = Form(name, about, act or page.name, number_of(name), arrival_number(), head, head)
        st.session_state[_state(name)] = form
    return form


def number_of(name: str) -> int:
    """How many forms, or boxes for files, of that name this reader has had."""
    return int(st.session_state.get(f"form.number.{name}", 0))


def renew(name: str) -> None:
    """An empty box, a form with what the record holds by then: their widgets get new keys."""
    st.session_state[f"form.number.{name}"] = number_of(name) + 1
    st.session_state.pop(_state(name), None)


def told(key: str) -> str:
    """What stands in a text field."""
    return str(st.session_state.get(key) or "").strip()


def draw_news(page: Screen, form: Form) -> None:
    """What others changed of the form's things since it was made; and the way to see it in the
    fields."""
    sentences = news_sentences(page.record, page.now(), form.about, form.made_at, page.lang)
    if not sentences:
        return
    page.message(*sentences, page.say("frame.forms.news.note"), big=page.say("frame.forms.news"))
    st.button(
        page.say("frame.forms.read_again"),
        key=form.key("again"),
        on_click=_read_again,
        args=(form,),
    )


def _read_again(form: Form) -> None:
    outcome.forget(form.act)
    renew(form.name)


def follow(page: Screen, form: Form) -> Form:
    """The form, made anew where others changed its things; for one in which nothing is typed."""
    if not changes_since(page.record, form.about, form.made_at, page.record.head()):
        return form
    renew(form.name)
    return form_of(page, form.name, form.about, form.act)


def save(page: Screen, form: Form, act: str, documents: Documents, by: str) -> bool:
    """Enter what the reader changed, in one act of the ledger; whether it was written. As
    `attempt`."""
    actor = page.actor(by)

    def enter(seen_at: int) -> None:
        enter_together(page.record, act, documents, actor, expected_revision=seen_at)

    return attempt(page, form, enter, documents)


def attempt(
    page: Screen,
    form: Form,
    act: Callable[[int], object],
    documents: Documents = NO_DOCUMENTS,
) -> bool:
    """Whether `act`, told the revision that the reader knows, was done: the form is a new one then.

    Else its fields stay, and the page tells why: where another person changed the same, what holds
    now beside what was typed, so that a second try is told the revision of that.
    """
    try:
        act(form.seen_at)
    except Stale as stale:
        st.session_state[_state(form.name)] = replace(form, seen_at=stale.revision)
        _tell_conflict(page, form, stale, documents)
        return False
    except YamatoDxError as error:
        outcome.keep(form.act, error.sentence(page.lang), tone="bad")
        return False
    renew(form.name)
    return True


def _tell_conflict(page: Screen, form: Form, stale: Stale, documents: Documents) -> None:
    if not documents:
        outcome.keep(form.act, stale.sentence(page.lang), tone="bad")
        return
    lines = conflict_sentences(page.record, page.now(), stale.changes, documents, page.lang)
    big = page.say("frame.forms.conflict", count=len(lines))
    outcome.keep(form.act, *lines, page.say("frame.forms.conflict.note"), tone="bad", big=big)


def _state(name: str) -> str:
    return f"form.{name}"
