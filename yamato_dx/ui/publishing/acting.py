"""What «公表» does: publish the moment of now, take back what is public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.permissions import Act
from yamato_dx.acts.publishing.publication import publish, take_publication_back
from yamato_dx.entries.review.publications import PUBLICATION
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import Form, attempt, draw_news, form_of, name_field, signature

if TYPE_CHECKING:
    from yamato_dx.queries.publishing.standing_public import PublicStanding
    from yamato_dx.ui.frame.screen import Screen

PUBLISH: Final = "publishing.publish"
BACK: Final = "publishing.back"
PUBLISH_BY: Final = "publishing.publish.by"
BACK_BY: Final = "publishing.back.by"
ABOUT: Final = ((PUBLICATION.name, ""),)


def draw_publishing(page: Screen, found: PublicStanding) -> None:
    page.section_head(page.say("publishing.act"), page.say("publishing.act.note"))
    outcome.draw_outcome(page, PUBLISH)
    outcome.draw_outcome(page, BACK)
    if not page.offers(Act.PUBLISH):
        return
    form = form_of(page, PUBLISH, ABOUT, PUBLISH)
    draw_news(page, form)
    with st.form(form.key("fields"), border=False):
        st.text_input(page.say("publishing.approval_no"), key=form.key("approval_no"))
        name_field(page, page.say("publishing.by"), PUBLISH_BY)
        st.form_submit_button(
            page.say("publishing.button"), type="primary", on_click=_publish, args=(page, form)
        )
    if found.is_public:
        _draw_back(page)


def _publish(page: Screen, form: Form) -> None:
    name = signature(page, PUBLISH, PUBLISH_BY, "publishing.by_missing")
    if not name:
        return

    def act(seen_at: int) -> None:
        publish(
            page.record,
            page.now(),
            page.actor(name),
            approval_no=form.told("approval_no"),
            expected_revision=seen_at,
        )

    if attempt(page, form, act):
        outcome.forget(BACK)
        outcome.keep(PUBLISH, page.say("publishing.published"))


def _draw_back(page: Screen) -> None:
    with st.expander(page.say("publishing.back.open"), on_change="rerun") as box:
        if not box.open:
            return
        form = form_of(page, BACK, ABOUT, BACK)
        draw_news(page, form)
        with st.form(form.key("fields"), border=False):
            st.text_input(page.say("publishing.back.reason"), key=form.key("reason"))
            name_field(page, page.say("publishing.back.by"), BACK_BY)
            st.form_submit_button(
                page.say("publishing.back.button"), on_click=_take_back, args=(page, form)
            )


def _take_back(page: Screen, form: Form) -> None:
    name = signature(page, BACK, BACK_BY, "publishing.by_missing")
    if not name:
        return

    def act(seen_at: int) -> None:
        take_publication_back(
            page.record,
            page.now(),
            page.actor(name),
            reason=form.told("reason"),
            expected_revision=seen_at,
        )

    if attempt(page, form, act):
        outcome.forget(PUBLISH)
        outcome.keep(BACK, page.say("publishing.back.done"))
