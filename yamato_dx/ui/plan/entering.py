"""What is entered on «計画の概要»: links of principles, holders of roles. One save each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from yamato_dx.acts.permissions import Act
from yamato_dx.entries.story import HOLDER, PRINCIPLE_LINK, Holder
from yamato_dx.lettering import unmarked
from yamato_dx.queries.plan.story import (
    holders_to_enter,
    linked_initiatives,
    links_to_enter,
    organisation,
)
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import Form, draw_news, form_of, name_field, save, signature

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yamato_dx.entries.kind import EntryKind
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.plan.story import RoleBox
    from yamato_dx.ui.frame.screen import Screen


@dataclass(frozen=True)
class HeldEntry:
    """What is entered in which part of the page; `signed_in`: the box with the reader's name."""

    kind: EntryKind[Any]
    part: str
    signed_in: str

    def form(self, page: Screen) -> Form:
        return form_of(page, f"plan.{self.kind.name}", ((self.kind.name, ""),), self.part)


LINKED: Final = HeldEntry(PRINCIPLE_LINK, "story", "plan.links.by")
HELD: Final = HeldEntry(HOLDER, "organisation", "plan.holders.by")


def draw_links_form(page: Screen, view: View) -> None:
    """Which initiatives serve which principle: only the municipality says so."""
    if view.as_of or not page.offers(Act.LINK_PRINCIPLES):
        return
    with st.expander(page.say("plan.page.links.open"), on_change="rerun") as box:
        if not box.open:
            return
        form = LINKED.form(page)
        draw_news(page, form)
        before = linked_initiatives(page.record, form.view(view))
        numbers = [initiative.initiative_no for initiative in page.plan.initiatives]
        page.draw("note", lines=["　".join(initiative_name(page, number) for number in numbers)])
        with st.container(key="plan-form"), st.form("principle-links", border=False):
            for principle in page.plan.principles:
                st.pills(
                    unmarked(f"{principle.principle_no}　{principle.text.in_language(page.lang)}"),
                    numbers,
                    selection_mode="multi",
                    default=before.get(principle.principle_no, ()),
                    key=form.key(str(principle.principle_no)),
                )
            press = partial(_save_links, page, form, before)
            _signature(page, LINKED, "plan.page.links.save", press)


def _save_links(page: Screen, form: Form, before: dict[int, tuple[int, ...]]) -> None:
    after = {
        principle.principle_no: tuple(st.session_state[form.key(str(principle.principle_no))])
        for principle in page.plan.principles
    }
    _save(page, form, LINKED, links_to_enter(before, after))


def draw_holders_form(page: Screen, view: View) -> None:
    """Names and sections of those who hold the roles: the municipality's own data."""
    if view.as_of or not page.offers(Act.NAME_HOLDERS):
        return
    with st.expander(page.say("plan.page.holders.open"), on_change="rerun") as box:
        if not box.open:
            return
        form = HELD.form(page)
        draw_news(page, form)
        page.draw("note", lines=[page.say("plan.page.holders.note")])
        roles = organisation(page.record, form.view(view), page.lang).roles
        with st.container(key="plan-form"), st.form("holders", border=False):
            for role in roles:
                name, section = st.columns(2, gap="small")
                for place, part, value in (
                    (name, "name", role.holder),
                    (section, "section", role.section),
                ):
                    place.text_input(
                        page.say(f"plan.page.holders.{part}", role=role.name),
                        value=value,
                        key=form.key(f"{role.role_id}.{part}"),
                    )
            press = partial(_save_holders, page, form, roles)
            _signature(page, HELD, "plan.page.holders.save", press)


def _save_holders(page: Screen, form: Form, roles: tuple[RoleBox, ...]) -> None:
    after = {
        role.role_id: Holder(
            form.told(f"{role.role_id}.name"), form.told(f"{role.role_id}.section")
        )
        for role in roles
    }
    _save(page, form, HELD, holders_to_enter(roles, after))


def _signature(page: Screen, entry: HeldEntry, button_id: str, press: Callable[[], None]) -> None:
    name_field(page, page.say("plan.page.by"), entry.signed_in)
    st.form_submit_button(page.say(button_id), type="primary", on_click=press)
    outcome.draw_outcome(page, entry.part)


def _save(page: Screen, form: Form, entry: HeldEntry, values: Mapping[str, Any]) -> None:
    """One save of everything that changed in the form; the page tells the outcome."""
    name = signature(page, entry.part, entry.signed_in, "plan.page.by_missing")
    if name and not values:
        outcome.keep(entry.part, page.say("plan.page.saved.nothing"))
    elif name and save(page, form, {entry.kind: values}, name):
        outcome.keep(entry.part, page.say("plan.page.saved", number=len(values)))


def initiative_name(page: Screen, number: int) -> str:
    return f"{number} {page.plan.initiative(number).name.in_language(page.lang)}"
