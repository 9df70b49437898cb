"""The parts of «原本からの補記»: bars in one grid, footnotes, two texts; one save each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.entries.supplements import BAR, FOOTNOTE, SUPPLEMENT, part_name
from yamato_dx.queries.plan.supplements import (
    AGAINST,
    GRIDS,
    bars,
    bars_to_enter,
    footnotes,
    footnotes_to_enter,
    parts_of,
    saved_text,
    supplement_counts_by_part,
    supplements_table,
    text_to_enter,
    version_of,
)
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.downloads import table_downloads
from yamato_dx.ui.frame.filters import choose_segment
from yamato_dx.ui.frame.forms import Form, draw_news, form_of, name_field, name_of, save

if TYPE_CHECKING:
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.plan.supplements import Saved, SupplementFault, Supplements
    from yamato_dx.ui.frame.screen import Screen

ENTERED_BY: Final = "plan.supplements.by"
CHECKED: Final = "checked"


def draw_headline(page: Screen, view: View) -> bool:
    """How much of what our text lost was copied, from the numbers; whether anything was lost."""
    counts = supplement_counts_by_part(page.record, view)
    if not counts:
        page.draw("headline", parts=[page.say("plan.supplements.headline.nothing")])
        return False
    entered = sum(count for count, _ in counts.values())
    total = sum(of for _, of in counts.values())
    page.draw(
        "headline",
        parts=[
            page.say(
                "plan.supplements.headline.counts", count=entered, entered=entered, total=total
            )
        ],
    )
    page.draw("note", lines=[page.say("plan.supplements.lead")])
    return True


def pick_part(page: Screen, view: View) -> str:
    """Which of the lost parts; each says how much of it is there."""
    plan = version_of(page.record, view)
    names = {
        name: page.say(
            "plan.supplements.part.option",
            name=part_name(plan, name, page.lang),
            entered=entered,
            total=total,
        )
        for name, (entered, total) in supplement_counts_by_part(page.record, view).items()
    }
    return choose_segment("part", page.say("plan.supplements.pick"), names)


def draw_part(page: Screen, view: View, name: str) -> None:
    plan = version_of(page.record, view)
    gaps = parts_of(plan)[name]
    page.section_head(part_name(plan, name, page.lang))
    page.draw(
        "note",
        lines=[
            page.say(
                "plan.supplements.gap",
                chapter=i18n.chapter(gap.chapter, page.lang),
                description=gap.description.in_language(page.lang),
            )
            for gap in gaps
        ],
    )
    is_open = view.as_of is None and page.offers(Act.SUPPLEMENT)
    with st.container(key="copying"):
        if name in GRIDS:
            {"bars": _draw_bars, "footnotes": _draw_footnotes}[name](page, view, is_open=is_open)
        else:
            _draw_text(page, view, name, gaps[0].kind, is_open=is_open)


def draw_download(page: Screen, view: View) -> None:
    with st.container(horizontal=True, key="save-supplements-row"):
        table_downloads(
            page,
            view,
            "supplements",
            partial(supplements_table, page.record, view, page.lang),
            title=page.say("plan.supplements.title"),
        )


def _draw_bars(page: Screen, view: View, *, is_open: bool) -> None:
    """One grid; hints stand beside the years, never in them."""
    if is_open:
        form = _form(page, "bars", SUPPLEMENT.beginning(BAR))
        drawn = bars(page.record, form.view(view), page.lang)
        with st.form(form.key("fields"), border=False):
            page.draw("note", lines=[page.say("plan.supplements.bars.how")])
            st.data_editor(
                drawn.drop(columns=["work_item_id", "source"]),
                key=form.key("grid"),
                hide_index=True,
                num_rows="fixed",
                height="content",
                row_height=34,
                placeholder="",
                disabled=["initiative", "work_item", "hint", "saved"],
                column_config=_bar_columns(page),
            )
            _who_and_source(page, form)
            if st.session_state.get(form.key(AGAINST)):
                st.checkbox(page.say("plan.supplements.checked"), key=form.key(CHECKED))
            _save_button(page, _save_bars, form, drawn)
    _bars_twin(page, bars(page.record, view, page.lang))


def _bar_columns(page: Screen) -> dict[str, Any]:
    said = {
        name: page.say(f"plan.supplements.column.{name}") for name in (*BAR_HEADS, "initiative")
    }
    return {
        "initiative": st.column_config.TextColumn(said["initiative"], width=60),
        "work_item": st.column_config.TextColumn(said["work_item"], width=430),
        "hint": st.column_config.TextColumn(said["hint"], width=290),
        # Free text, not a choice: the framework drops what is pasted and no option.
        "first": st.column_config.TextColumn(said["first"], width=100),
        "last": st.column_config.TextColumn(said["last"], width=100),
        "saved": st.column_config.TextColumn(said["saved"], width=240),
    }


BAR_HEADS: Final = ("work_item", "hint", "first", "last", "source", "saved")


def _bars_twin(page: Screen, held: pd.DataFrame) -> None:
    """What is saved, as plain text: for those who cannot read the grid, and for paper."""
    saved = held[held["saved"].notna()]
    title = page.say("plan.supplements.bars.saved")
    page.section_head(title, page.say("plan.supplements.count", count=len(saved)))
    if saved.empty:
        page.draw("note", lines=[page.say("plan.supplements.none")])
        return
    heads = [Head(page.say(f"plan.supplements.column.{name}")) for name in BAR_HEADS]
    rows = [
        [Cell(str(getattr(bar, name)), is_code=name in ("first", "last")) for name in BAR_HEADS]
        for bar in saved.itertuples()
    ]
    draw_table(page, title, heads, rows)


def _draw_footnotes(page: Screen, view: View, *, is_open: bool) -> None:
    is_now = view.as_of is None
    if is_now and not is_open:
        for footnote in footnotes(page.record, view, page.lang):
            page.draw("supplements_footnote", **footnote)
        return
    form = _form(page, "footnotes", SUPPLEMENT.beginning(FOOTNOTE), is_told=is_now)
    held = footnotes(page.record, form.view(view) if is_now else view, page.lang)
    with st.form(form.key("fields"), border=False):
        for footnote in held:
            number = footnote["number"]
            page.draw("supplements_footnote", **footnote)
            if is_now:
                with st.container(horizontal=True, key=f"footnote-{number}"):
                    st.text_input(
                        page.say("plan.supplements.footnote.term", number=number),
                        value=footnote["term"],
                        key=form.key(f"{number}.term"),
                        width=260,
                    )
                    st.text_area(
                        page.say("plan.supplements.footnote.definition", number=number),
                        value=footnote["definition"],
                        key=form.key(f"{number}.definition"),
                        height=80,
                    )
        if is_now:
            _who_and_source(page, form)
            _save_button(page, _save_footnotes, form, held)
        else:
            st.form_submit_button(page.say("plan.supplements.save"), disabled=True)


def _draw_text(page: Screen, view: View, name: str, kind: str, *, is_open: bool) -> None:
    held = saved_text(page.record, view, name, page.lang)
    if held.text:
        page.draw("supplements_text", text=held.text, source=held.source, saved=held.saved)
    if not is_open:
        return
    form = _form(page, name, name)
    drawn = saved_text(page.record, form.view(view), name, page.lang)
    with st.form(form.key("fields"), border=False):
        st.text_area(
            page.say(f"plan.supplements.{kind}.text"),
            value=drawn.text,
            key=form.key("text"),
            height=240,
        )
        _who_and_source(page, form, drawn.source)
        _save_button(page, _save_text, form, (name, drawn))


def _form(page: Screen, name: str, beginning: str, *, is_told: bool = True) -> Form:
    """Of one part of the page; `is_told`: what others copied meanwhile stands above it."""
    form = form_of(page, f"supplements.{name}", ((SUPPLEMENT.name, beginning),))
    if is_told:
        draw_news(page, form)
    return form


def _who_and_source(page: Screen, form: Form, source: str = "") -> None:
    with st.container(horizontal=True, key=form.key("who")):
        st.text_input(
            page.say("plan.supplements.source"),
            value=source,
            placeholder=page.say("plan.supplements.source_help"),
            key=form.key("source"),
            width=320,
        )
        name_field(page, page.say("plan.supplements.by"), ENTERED_BY, width=240)


def _save_button(page: Screen, save: Any, form: Form, drawn: Any) -> None:
    """Below it what became of the last save."""
    st.form_submit_button(
        page.say("plan.supplements.save"),
        type="primary",
        on_click=save,
        args=(page, form, drawn),
    )
    outcome.draw_outcome(page)


def _save_bars(page: Screen, form: Form, drawn: pd.DataFrame) -> None:
    """`drawn`: the grid as it was drawn; the widget tells only what was edited in it."""
    edited = drawn.copy()
    for place, cells in st.session_state[form.key("grid")]["edited_rows"].items():
        for column, value in cells.items():
            edited.loc[int(place), column] = value or None
    plan = version_of(page.record, page.now())
    entered, faults = bars_to_enter(
        drawn,
        edited,
        plan,
        source=form.told("source"),
        is_checked=bool(st.session_state.get(form.key(CHECKED))),
    )
    st.session_state[form.key(AGAINST)] = any(fault.code == AGAINST for fault in faults)
    _save(page, form, entered, faults)


def _save_footnotes(page: Screen, form: Form, drawn: list[dict[str, str]]) -> None:
    words = {
        footnote["number"]: (
            form.told(f"{footnote['number']}.term"),
            form.told(f"{footnote['number']}.definition"),
        )
        for footnote in drawn
    }
    _save(page, form, *footnotes_to_enter(drawn, words, form.told("source")))


def _save_text(page: Screen, form: Form, drawn: tuple[str, Saved]) -> None:
    name, held = drawn
    _save(page, form, *text_to_enter(name, form.told("text"), form.told("source"), held))


def _save(
    page: Screen, form: Form, entered: Supplements, faults: tuple[SupplementFault, ...]
) -> None:
    """All or nothing; the page says at its next run what became of it."""
    by = name_of(page, ENTERED_BY)
    sentences = [
        page.say(
            f"plan.supplements.fault.{fault.code}", rows=page.say("frame.list").join(fault.rows)
        )
        for fault in faults
    ] + ([] if by else [page.say("plan.supplements.fault.nobody")])
    if not entered:
        outcome.keep(page.name, page.say("plan.supplements.unchanged"))
    elif sentences:
        outcome.keep(page.name, *sentences, page.say("plan.supplements.not_saved"), tone="bad")
    elif save(page, form, {SUPPLEMENT: entered}, by):
        outcome.keep(page.name, page.say("plan.supplements.done", count=len(entered)))
