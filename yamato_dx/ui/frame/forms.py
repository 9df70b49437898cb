"""What a reader fills in: which form of its name it is, and which state of the record it was made
for.

A form shows one state of the record until it is saved, read again or left: what another person
saves meanwhile neither empties its fields nor changes what stands in them unseen. A save names
that state; where one of the things that the reader changed was changed by another since, nothing
is written, and both are told.

What is sent and not typed into a form (a file, a withdrawal) names the revision that was shown
with it, and tells its outcome in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeVar

import streamlit as st

from yamato_dx.acts.entering import Stale, enter_together
from yamato_dx.errors import YamatoDxError
from yamato_dx.lettering import typed
from yamato_dx.queries.frame.changes import changes_since, conflict_sentences, news_sentences
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.arrival import arrival_number

if TYPE_CHECKING:
    from yamato_dx.entries.kind import Entered
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.frame.changes import About
    from yamato_dx.ui.frame.screen import Screen

R = TypeVar("R")
NOTHING: Final[Entered] = {}
# The name under which the visit's last act was signed.
SIGNED: Final = "signed"


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
    return typed(str(st.session_state.get(key) or ""))


def draw_news(page: Screen, form: Form) -> None:
    """What others changed of the form's things since it was made; and the way to see it in the
    fields."""
    sentences = news_sentences(page.record, page.now(), form.about, form.made_at, lang=page.lang)
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
    plan_id, head = page.plan.plan_id, page.record.head()
    if not changes_since(page.record, form.about, plan_id, since=form.made_at, until=head):
        return form
    renew(form.name)
    return form_of(page, form.name, form.about, form.act)


def save(page: Screen, form: Form, entered: Entered, by: str) -> bool:
    """Enter what the reader changed, in one act of the ledger; whether it was written. As
    `attempt`."""
    actor = page.actor(by)

    def enter(seen_at: int) -> None:
        plan_id = page.plan.plan_id
        enter_together(page.record, entered, actor, plan_id=plan_id, expected_revision=seen_at)

    return attempt(page, form, enter, entered)


def attempt(
    page: Screen,
    form: Form,
    act: Callable[[int], object],
    entered: Entered = NOTHING,
) -> bool:
    """Whether `act`, told the revision that the reader knows, was done: the form is a new one then.

    Else its fields stay, and the page tells why: where another person changed the same, what holds
    now beside what was typed, so that a second try is told the revision of that.
    """
    try:
        act(form.seen_at)
    except Stale as stale:
        st.session_state[_state(form.name)] = replace(form, seen_at=stale.revision)
        _tell_conflict(page, form, stale, entered)
        return False
    except YamatoDxError as error:
        _tell_refusal(page, form.act, error)
        return False
    renew(form.name)
    return True


def done(page: Screen, act: str, do: Callable[[], R]) -> R | None:
    """What `do` came to, which names the revision that its reader was shown; None where it was
    refused, and the page tells why."""
    try:
        return do()
    except YamatoDxError as error:
        _tell_refusal(page, act, error)
        return None


def done_once(page: Screen, act: str, form: Hashable, do: Callable[[], R]) -> R | None:
    """As `done`, of a button that may be pressed twice before the page is drawn anew: the second
    press by the same `form` finds it done, and is told what the first came to. `form`: of what it
    is, and the revision that it was drawn from."""
    kept: tuple[Hashable, R] | None = st.session_state.get(_pressed(act))
    if kept is not None and kept[0] == form:
        return kept[1]
    result = done(page, act, do)
    if result is not None:
        st.session_state[_pressed(act)] = (form, result)
    return result


def name_field(
    page: Screen,
    label: str,
    key: str,
    *,
    width: int | Literal["stretch"] = "stretch",
    placeholder: str = "",
) -> None:
    """Who acts: told, not asked, where an account is signed in. Else the name that was signed last
    in this visit stands in it, until another is typed: whoever sits there writes it once, not on
    each form."""
    if page.account_name:
        page.draw("signed_in", label=label, name=page.account_name)
        return
    signed = st.session_state.get(SIGNED)
    if signed and not told(key):
        st.session_state[key] = signed
    st.text_input(label, key=key, persist_state="session", width=width, placeholder=placeholder)


def name_of(page: Screen, field: str) -> str:
    """Of the account that is signed in, else what stands in the field of that key."""
    return page.account_name or told(field)


def signature(page: Screen, act: str, field: str, missing: str) -> str:
    """As `name_of`; «» where there is none, and the page asks for it (`missing`)."""
    name = name_of(page, field)
    if name:
        st.session_state[SIGNED] = name
    else:
        outcome.keep(act, page.say(missing), tone="bad")
    return name


def shown_once(
    name: str, state: tuple[object, ...], make: Callable[[], R], waiting: str | None = None
) -> R:
    """What a reader is shown of what they are about to send, made once per `state`: a chosen file
    or typed cells, and the revision of the record beside which they are held. `waiting`: said
    meanwhile.

    It follows the record by itself, where a `Form` stays: nothing is typed into it.
    """

    def made() -> R:
        with st.spinner(waiting) if waiting else nullcontext():
            return make()

    return kept_once(name, state, made)


def kept_once(name: str, state: tuple[object, ...], make: Callable[[], R]) -> R:
    """As `shown_once`, of what says itself how far it is. None is not kept."""
    kept: tuple[tuple[object, ...], R] | None = st.session_state.get(_shown(name))
    if kept is None or kept[0] != state:
        made = make()
        if made is None:
            return made
        kept = st.session_state[_shown(name)] = (state, made)
    return kept[1]


def put_away(name: str) -> None:
    """What was shown; it was sent."""
    st.session_state.pop(_shown(name), None)


def _tell_refusal(page: Screen, act: str, error: YamatoDxError) -> None:
    outcome.keep(act, error.sentence(page.lang), tone="bad")


def _tell_conflict(page: Screen, form: Form, stale: Stale, entered: Entered) -> None:
    if not entered:
        outcome.keep(form.act, stale.sentence(page.lang), tone="bad")
        return
    lines = conflict_sentences(page.record, page.now(), stale.changes, entered, lang=page.lang)
    big = page.say("frame.forms.conflict", count=len(lines))
    outcome.keep(form.act, *lines, page.say("frame.forms.conflict.note"), tone="bad", big=big)


def _state(name: str) -> str:
    return f"form.{name}"


def _pressed(act: str) -> str:
    return f"form.pressed.{act}"


def _shown(name: str) -> str:
    return f"form.shown.{name}"
