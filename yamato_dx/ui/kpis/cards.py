"""数字の取り方 of a KPI: what is written of it, and the form to write it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.permissions import Act, Regarding
from yamato_dx.entries.cards import CARD, FIELDS, KpiCard
from yamato_dx.queries.assessed import plan_at
from yamato_dx.queries.cards import card_lines, cards_at
from yamato_dx.queries.rights.subjects import of_entries
from yamato_dx.queries.rounds.held import NO_PLAN
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import Form, draw_news, form_of, name_field, save, signature

if TYPE_CHECKING:
    from yamato_dx.plan.model.types import Kpi
    from yamato_dx.queries.assessed import View
    from yamato_dx.ui.frame.screen import Screen

ENTERED_BY: Final = "kpis.getting.by"
# What takes more than a line.
LONG: Final = frozenset(("condition", "traps"))


def draw_card(page: Screen, view: View, kpi: Kpi) -> None:
    """What is written, and below it the form for who may write."""
    card = _card(page, view, kpi)
    if card is None and view.as_of is not None:
        return
    with st.container(key=f"card-{kpi.kpi_id}", gap=None):
        page.draw(
            "kpi_card",
            name=kpi.short_name.in_language(page.lang),
            lines=card_lines(card, page.lang),
        )
        outcome.draw_outcome(page, _act(kpi))
        if view.as_of is None and page.offers(Act.WRITE_CARD, _card_of(page, kpi.kpi_id)):
            _draw_form(page, view, kpi)


def may_write_card(page: Screen, kpi_id: str) -> bool:
    """Whether the reader may say how the figure of that KPI is got."""
    return page.may(Act.WRITE_CARD, _card_of(page, kpi_id))


def _card_of(page: Screen, kpi_id: str) -> Regarding:
    return partial(of_entries, page.record, CARD, (kpi_id,), NO_PLAN)


def _card(page: Screen, view: View, kpi: Kpi) -> KpiCard | None:
    plan_id = plan_at(page.record, view).plan_id
    return cards_at(page.record, view.revision, plan_id).get(kpi.kpi_id)


def _draw_form(page: Screen, view: View, kpi: Kpi) -> None:
    with st.expander(
        page.say("kpis.getting.edit"), key=f"card-open-{kpi.kpi_id}", on_change="rerun"
    ) as box:
        if not box.open:
            return
        form = form_of(page, f"card.{kpi.kpi_id}", ((CARD.name, kpi.kpi_id),), _act(kpi))
        draw_news(page, form)
        before = _card(page, form.view(view), kpi) or KpiCard()
        with st.form(form.key("fields"), border=False):
            for name in FIELDS:
                field = st.text_area if name in LONG else st.text_input
                field(
                    page.say(f"kpis.getting.{name}"),
                    value=getattr(before, name),
                    key=form.key(name),
                    placeholder=page.say(f"kpis.getting.{name}.example"),
                )
            name_field(page, page.say("kpis.components.by"), _by(kpi), width=240)
            st.form_submit_button(
                page.say("kpis.getting.save"),
                type="primary",
                on_click=_save,
                args=(page, form, kpi, before),
            )


def _save(page: Screen, form: Form, kpi: Kpi, before: KpiCard) -> None:
    """A card of which nothing is left is taken away."""
    after = KpiCard(**{name: form.told(name) for name in FIELDS})
    by = signature(page, _act(kpi), _by(kpi), "kpis.components.fault.nobody")
    if by and after == before:
        outcome.keep(_act(kpi), page.say("kpis.components.unchanged"))
    elif by and save(page, form, {CARD: {kpi.kpi_id: after if after != KpiCard() else None}}, by):
        outcome.keep(_act(kpi), page.say("kpis.getting.saved"))


def _act(kpi: Kpi) -> str:
    return f"card.{kpi.kpi_id}"


def _by(kpi: Kpi) -> str:
    """An initiative may have several KPIs, and their forms be open together."""
    return f"{ENTERED_BY}.{kpi.kpi_id}"
