"""«実績の報告» without a file: which way, who, for which year, what is owed, the draft."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.reports.owed import Owed, owed, sections_on, year_to_report, years_to_report
from yamato_dx.queries.rights.subjects import EVERYTHING
from yamato_dx.queries.rounds.owing import owed_to_round
from yamato_dx.ui.frame.filters import FilterChoice, choose, choose_segment
from yamato_dx.ui.register.own_sections import only_section, section_options
from yamato_dx.ui.reports.steps.answering import returned_report
from yamato_dx.ui.reports.typing import desk as typing_desk
from yamato_dx.ui.reports.typing.desk import Desk
from yamato_dx.ui.reports.typing.replacing import (
    REPLACES,
    desk_to_answer,
    desk_to_replace,
    is_typable,
    replaced_batch,
)
from yamato_dx.ui.reports.typing.rounds import round_in_sight, round_of
from yamato_dx.ui.reports.uses.drawn import draw_section_uses

if TYPE_CHECKING:
    from yamato_dx.ui.frame.screen import Screen


def pick_way(page: Screen) -> str:
    """«typing» or «file». Before any section is registered, a file comes first, unless
    the address names a section or a receipt; what is replaced
    comes as it came before, unless the address says that it comes as a file."""
    _require_desk(page)
    if st.query_params.get(REPLACES):
        is_typed = st.query_params.get("way") != "file" and replaced_batch(page)
        return "typing" if is_typed else "file"
    if report := returned_report(page):
        is_by_file = st.query_params.get("way") == "file" or not is_typable(page, report)
        return "file" if is_by_file else "typing"
    ways = {way: page.say(f"reports.typing.way.{way}") for way in ("typing", "file")}
    is_asked = not {"section", typing_desk.RECEIPT}.isdisjoint(st.query_params)
    is_ready = is_asked or bool(sections_on(page.record, page.now()))
    order = ways if is_ready else dict(reversed(ways.items()))
    return choose_segment("way", page.say("reports.typing.way"), order)


def pick_desk(page: Screen) -> Desk | None:
    """The section (in the address, carried through the visit) and the year; of what is replaced,
    its own. None where the reader may not replace it."""
    if batch := replaced_batch(page):
        return desk_to_replace(page, batch)
    if report := returned_report(page):
        return desk_to_answer(page, report)
    view = page.now()
    with st.container(horizontal=True, key="typing-desk"):
        section = FilterChoice("section", page.say("reports.typing.section"), section_options(page))
        if only_section(page) is None:
            section.draw_box()
        held = round_in_sight(page)
        asked = held.asked.fiscal_year if held else year_to_report(page.plan, view.on)
        is_of_round = page.actor().round_key is not None
        years = {
            str(year.start_year): i18n.fiscal_year(year, page.lang)
            for year in ((asked,) if is_of_round else years_to_report(page.plan, view.on))
        }
        usual = str(asked.start_year)
        year = choose("year", page.say("frame.filter.fiscal_year"), years, usual)
    section_id = None if section.code == EVERYTHING else section.code
    return Desk(section_id, FiscalYear(int(year)))


def _require_desk(page: Screen) -> None:
    """There is none where the sections of the reader are not there on the day, or the round is over
    whose link brought them here: nothing more is drawn then."""
    round_key, held = page.actor().round_key, round_in_sight(page)
    if round_key is not None and not (held and held.is_open):
        page.message(page.say("rights.link.over"), tone="bad")
        st.stop()
    if not section_options(page):
        page.message(page.say("rights.sections.none"), tone="bad")
        st.stop()


def section_name(page: Screen, desk: Desk | None) -> str | None:
    """Of whose desk it is, as reports name it; None where it is everybody's."""
    if desk is None or desk.section_id is None:
        return None
    owed_by = owed_of(page, desk).section
    return owed_by.name.ja if owed_by else None


def owed_of(page: Screen, desk: Desk) -> Owed:
    """What the round in sight asks, else everything."""
    held = round_of(page, desk)
    if held and held.is_open and not desk.replaces:
        return owed_to_round(page.record, page.now(), held, page.lang, section_id=desk.section_id)
    return owed(page.record, page.now(), desk.fiscal_year, page.lang, section_id=desk.section_id)


def draw_owed(page: Screen, answer: Owed) -> None:
    """One sentence: what is owed, what of it is still open; what these figures were used for."""
    name = answer.section.name.in_language(page.lang) if answer.section else None
    page.draw(
        "typing_owed",
        who=name or page.say("reports.typing.every_kpi"),
        sentence=page.say(
            "reports.typing.owed",
            year=i18n.fiscal_year(answer.fiscal_year, page.lang),
            kpis=len(answer.kpis),
            open_kpis=answer.open_kpis,
            items=len(answer.items),
            open_items=answer.unreported_items,
        ),
        links=()
        if page.leaves_out(Act.REGISTER)
        else (
            (page.link("sections"), page.say("reports.typing.to_sections")),
            (page.link("initiatives"), page.say("reports.typing.to_cards")),
        ),
    )
    if not answer.kpis and not answer.items:
        page.message(page.say("reports.typing.owns_nothing"))
    draw_section_uses(page, answer)


def offer_draft(page: Screen, desk: Desk) -> bool:
    """«続きから入力する»: whether the reader still has to say what becomes of the draft."""
    draft = typing_desk.found_draft(page, desk)
    if draft is None:
        return False
    moment = i18n.moment(datetime.fromisoformat(draft.kept_at), page.lang)
    files = len(draft.files)
    page.message(
        *([page.say("reports.typing.draft.files", count=files)] if files else []),
        page.say("reports.typing.draft.note"),
        big=page.say("reports.typing.draft.found", moment=moment, count=len(draft.cells)),
    )
    with st.container(horizontal=True, key="typing-draft"):
        st.button(
            page.say("reports.typing.draft.take_up"),
            type="primary",
            on_click=typing_desk.take_up,
            args=(page, desk),
        )
        st.button(
            page.say("reports.typing.draft.begin_anew"),
            on_click=typing_desk.begin_anew,
            args=(page, desk, draft),
        )
    return True
