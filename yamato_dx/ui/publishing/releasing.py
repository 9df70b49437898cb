"""公表可 on «公表»: the texts of people, those that wait first, a press each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.acts.publishing.releases import release_text, unrelease_texts
from yamato_dx.queries.publishing.texts import PeoplesText, peoples_texts
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import done, name_field, signature

if TYPE_CHECKING:
    from yamato_dx.ui.frame.screen import Screen

PART: Final = "publishing.releasing"
BY: Final = "publishing.releasing.by"
# More than a person reads at once; the next come when these are done.
SHOWN: Final = 30


def draw_texts(page: Screen) -> None:
    texts = peoples_texts(page.record, page.now(), page.lang)
    waiting = [text for text in texts if text.state != "released"]
    is_open = page.may(Act.PUBLISH)
    page.section_head(
        page.say("publishing.texts", count=len(waiting)), page.say("publishing.texts.note")
    )
    outcome.draw_outcome(page, PART)
    if is_open and texts:
        name_field(page, page.say("publishing.read_by"), BY)
    for text in waiting[:SHOWN]:
        _draw_text(page, text)
        if is_open:
            st.button(
                page.say("publishing.release"),
                key=f"release.{text.release_key}.{text.revision}",
                on_click=_release,
                args=(page, text),
            )
    if len(waiting) > SHOWN:
        page.draw("note", lines=[page.say("publishing.texts.more", count=len(waiting) - SHOWN)])
    _draw_released(page, [text for text in texts if text.state == "released"], is_open=is_open)


def _draw_released(page: Screen, texts: list[PeoplesText], *, is_open: bool) -> None:
    if not texts:
        return
    label = page.say("publishing.released", count=len(texts))
    with st.expander(label, on_change="rerun") as box:
        if not box.open:
            return
        for text in texts:
            _draw_text(page, text)
            if is_open:
                st.button(
                    page.say("publishing.unrelease"),
                    key=f"unrelease.{text.release_key}",
                    on_click=_unrelease,
                    args=(page, text),
                )


def _draw_text(page: Screen, text: PeoplesText) -> None:
    page.draw(
        "publishing_text",
        about=text.about,
        words=text.words,
        state=page.say(f"publishing.state.{text.state}"),
        by=page.say(
            "publishing.written", by=text.by, moment=i18n.moment(text.recorded_at, page.lang)
        ),
    )


def _release(page: Screen, text: PeoplesText) -> None:
    name = signature(page, PART, BY, "publishing.by_missing")
    if not name:
        return
    plan_id = page.plan.plan_id
    about = (text.kind, text.key)
    revision = done(
        page,
        PART,
        lambda: release_text(page.record, about, text.revision, page.actor(name), plan_id=plan_id),
    )
    if revision:
        outcome.keep(PART, page.say("publishing.release.done", about=text.about))


def _unrelease(page: Screen, text: PeoplesText) -> None:
    name = signature(page, PART, BY, "publishing.by_missing")
    if not name:
        return
    plan_id, keys = page.plan.plan_id, [text.release_key]
    revision = done(
        page,
        PART,
        lambda: unrelease_texts(page.record, keys, page.actor(name), plan_id=plan_id),
    )
    if revision:
        outcome.keep(PART, page.say("publishing.unrelease.done", about=text.about))
