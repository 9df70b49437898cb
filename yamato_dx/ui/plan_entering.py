"""What is entered on «計画の概要»: links of principles, holders of roles. One save each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from yamato_dx.acts.actor import Actor
from yamato_dx.acts.entering import enter
from yamato_dx.errors import YamatoDxError
from yamato_dx.questions.plan_story import (
    LINKS,
    holder_documents,
    link_documents,
    linked_initiatives,
    organisation,
)
from yamato_dx.ui import outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yamato_dx.questions.assessed import View
    from yamato_dx.questions.town import Document
    from yamato_dx.ui.screen import Screen


@dataclass(frozen=True)
class Form:
    """What is entered in which part of the page; `signed_in`: the box with the reader's name."""

    kind: str
    part: str
    signed_in: str


LINKS_FORM: Final = Form(LINKS, "story", "plan.links.by")
HOLDERS_FORM: Final = Form("holder", "organisation", "plan.holders.by")


def draw_links_form(page: Screen, view: View) -> None:
    """Which initiatives serve which principle: only the municipality says so."""
    if view.as_of:
        return
    with st.expander(page.say("plan_page.links.open"), on_change="rerun") as box:
        if not box.open:
            return
        before = linked_initiatives(page.record, view)
        numbers = [one.initiative_no for one in page.plan.initiatives]
        page.draw("note", lines=["　".join(initiative_name(page, one) for one in numbers)])
        with st.container(key="plan-form"), st.form("principle-links", border=False):
            for one in page.plan.principles:
                st.pills(
                    f"{one.principle_no}　{one.text.in_language(page.lang)}",
                    numbers,
                    selection_mode="multi",
                    default=before.get(one.principle_no, ()),
                    key=_link_key(one.principle_no, view),
                )
            _signature(page, LINKS_FORM.signed_in, "plan_page.links.save", _save_links, view)


def _save_links(page: Screen, view: View) -> None:
    after = {
        one.principle_no: tuple(st.session_state[_link_key(one.principle_no, view)])
        for one in page.plan.principles
    }
    before = linked_initiatives(page.record, view)
    _save(page, view, LINKS_FORM, link_documents(before, after))


def _link_key(principle_no: int, view: View) -> str:
    # Of its revision: what another person saved meanwhile is shown, not overwritten.
    return f"plan.link.{principle_no}.{view.revision}"


def draw_holders_form(page: Screen, view: View) -> None:
    """Names and sections of those who hold the roles: the municipality's own data."""
    if view.as_of:
        return
    with st.expander(page.say("plan_page.holders.open"), on_change="rerun") as box:
        if not box.open:
            return
        page.draw("note", lines=[page.say("plan_page.holders.note")])
        found = organisation(page.record, view, page.lang)
        with st.container(key="plan-form"), st.form("holders", border=False):
            for one in found.roles:
                name, section = st.columns(2, gap="small")
                for place, part, value in (
                    (name, "name", one.holder),
                    (section, "section", one.section),
                ):
                    place.text_input(
                        page.say(f"plan_page.holders.{part}", role=one.name),
                        value=value,
                        key=_holder_key(one.role_id, part, view),
                    )
            _signature(page, HOLDERS_FORM.signed_in, "plan_page.holders.save", _save_holders, view)


def _save_holders(page: Screen, view: View) -> None:
    roles = organisation(page.record, view, page.lang).roles
    after = {
        one.role_id: (
            str(st.session_state[_holder_key(one.role_id, "name", view)]).strip(),
            str(st.session_state[_holder_key(one.role_id, "section", view)]).strip(),
        )
        for one in roles
    }
    _save(page, view, HOLDERS_FORM, holder_documents(roles, after))


def _holder_key(role_id: str, part: str, view: View) -> str:
    return f"plan.holder.{role_id}.{part}.{view.revision}"


def _signature(page: Screen, key: str, button_id: str, save: Any, view: View) -> None:
    st.text_input(page.say("plan_page.by"), key=key, persist_state="session")
    st.form_submit_button(page.say(button_id), type="primary", on_click=save, args=(page, view))


def _save(page: Screen, view: View, form: Form, documents: Mapping[str, Document | None]) -> None:
    """One save of everything that changed in the form; the page tells the outcome."""
    name = str(st.session_state[form.signed_in]).strip()
    if not name:
        outcome.keep(form.part, page.say("plan_page.by_missing"), tone="bad")
        return
    if not documents:
        outcome.keep(form.part, page.say("plan_page.saved.nothing"))
        return
    try:
        enter(page.record, form.kind, documents, Actor(name), expected_revision=view.revision)
    except YamatoDxError as error:
        outcome.keep(form.part, error.sentence(page.lang), tone="bad")
    else:
        outcome.keep(form.part, page.say("plan_page.saved", number=len(documents)))


def initiative_name(page: Screen, number: int) -> str:
    return f"{number} {page.plan.initiative(number).name.in_language(page.lang)}"
