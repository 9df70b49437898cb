"""The parts of «原本からの補記»: bars in one grid, footnotes, two texts; one save each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.entering import enter
from yamato_dx.errors import YamatoDxError
from yamato_dx.questions.supplements import (
    GRIDS,
    KIND,
    bars,
    bars_to_enter,
    footnotes,
    footnotes_to_enter,
    part_name,
    parts_of,
    saved_text,
    supplement_counts_by_part,
    supplements_table,
    text_to_enter,
    version_of,
    year_labels,
)
from yamato_dx.ui import outcome
from yamato_dx.ui.cells import Cell, Head, draw_table
from yamato_dx.ui.downloads import table_downloads
from yamato_dx.ui.filters import choose_segment

if TYPE_CHECKING:
    from yamato_dx.questions.assessed import View
    from yamato_dx.questions.supplements import Documents, Fault
    from yamato_dx.ui.screen import Screen

ROUND: Final = "supplements.round"
ENTERED_BY: Final = "supplements.by"


def draw_headline(page: Screen, view: View) -> bool:
    """How much of what our text lost was copied, from the numbers; whether anything was lost."""
    counts = supplement_counts_by_part(page.record, view)
    if not counts:
        page.draw("headline", parts=[page.say("supplements.headline.nothing")])
        return False
    entered = sum(one for one, _ in counts.values())
    total = sum(of for _, of in counts.values())
    page.draw(
        "headline", parts=[page.say("supplements.headline.counts", entered=entered, total=total)]
    )
    page.draw("note", lines=[page.say("supplements.lead")])
    return True


def pick_part(page: Screen, view: View) -> str:
    """Which of the lost parts; each says how much of it is there."""
    plan = version_of(page.record, view)
    names = {
        name: page.say(
            "supplements.part.option",
            name=part_name(plan, name, page.lang),
            entered=entered,
            total=total,
        )
        for name, (entered, total) in supplement_counts_by_part(page.record, view).items()
    }
    return choose_segment("part", page.say("supplements.pick"), names)


def draw_part(page: Screen, view: View, name: str) -> None:
    plan = version_of(page.record, view)
    gaps = parts_of(plan)[name]
    page.section_head(part_name(plan, name, page.lang))
    page.draw(
        "note",
        lines=[
            page.say(
                "supplements.gap",
                chapter=i18n.chapter(gap.chapter, page.lang),
                description=gap.description.in_language(page.lang),
            )
            for gap in gaps
        ],
    )
    with st.container(key="copying"):
        if name in GRIDS:
            {"bars": _draw_bars, "footnotes": _draw_footnotes}[name](page, view)
        else:
            _draw_text(page, view, name, gaps[0].kind)


def draw_download(page: Screen, view: View) -> None:
    with st.container(horizontal=True, key="save-supplements-row"):
        table_downloads(
            page,
            view,
            "supplements",
            partial(supplements_table, page.record, view, page.lang),
            title=page.say("supplements.title"),
        )


def _draw_bars(page: Screen, view: View) -> None:
    """One grid; hints stand beside the years, never in them."""
    held = bars(page.record, view, page.lang)
    key = _key("bars")
    if view.as_of is None:
        with st.form(key, border=False):
            page.draw("note", lines=[page.say("supplements.bars.how")])
            st.data_editor(
                held.drop(columns=["work_item_id", "source"]),
                key=f"{key}.grid",
                hide_index=True,
                num_rows="fixed",
                height="content",
                row_height=34,
                placeholder="",
                disabled=["initiative", "work_item", "hint", "saved"],
                column_config=_bar_columns(page, view),
            )
            _who_and_source(page, key)
            _save_button(page, _save_bars, key, held, view.revision)
    _bars_twin(page, held)


def _bar_columns(page: Screen, view: View) -> dict[str, Any]:
    years = list(year_labels(version_of(page.record, view), page.lang).values())
    said = {name: page.say(f"supplements.column.{name}") for name in (*BAR_HEADS, "initiative")}
    return {
        "initiative": st.column_config.TextColumn(said["initiative"], width=60),
        "work_item": st.column_config.TextColumn(said["work_item"], width=430),
        "hint": st.column_config.TextColumn(said["hint"], width=290),
        "first": st.column_config.SelectboxColumn(said["first"], options=years, width=80),
        "last": st.column_config.SelectboxColumn(said["last"], options=years, width=80),
        "saved": st.column_config.TextColumn(said["saved"], width=240),
    }


BAR_HEADS: Final = ("work_item", "hint", "first", "last", "source", "saved")


def _bars_twin(page: Screen, held: pd.DataFrame) -> None:
    """What is saved, as plain text: for those who cannot read the grid, and for paper."""
    saved = held[held["saved"].notna()]
    title = page.say("supplements.bars.saved")
    page.section_head(title, page.say("supplements.count", count=len(saved)))
    if saved.empty:
        page.draw("note", lines=[page.say("supplements.none")])
        return
    heads = [Head(page.say(f"supplements.column.{name}")) for name in BAR_HEADS]
    rows = [
        [Cell(str(getattr(one, name)), is_code=name in ("first", "last")) for name in BAR_HEADS]
        for one in saved.itertuples()
    ]
    draw_table(page, title, heads, rows)


def _draw_footnotes(page: Screen, view: View) -> None:
    held = footnotes(page.record, view, page.lang)
    key = _key("footnotes")
    is_now = view.as_of is None
    with st.form(key, border=False):
        for one in held:
            number = one["number"]
            page.draw("supplements_footnote", **one)
            if is_now:
                with st.container(horizontal=True, key=f"footnote-{number}"):
                    st.text_input(
                        page.say("supplements.footnote.term", number=number),
                        value=one["term"],
                        key=f"{key}.{number}.term",
                        width=260,
                    )
                    st.text_area(
                        page.say("supplements.footnote.definition", number=number),
                        value=one["definition"],
                        key=f"{key}.{number}.definition",
                        height=80,
                    )
        if is_now:
            _who_and_source(page, key)
            _save_button(page, _save_footnotes, key, held, view.revision)
        else:
            st.form_submit_button(page.say("supplements.save"), disabled=True)


def _draw_text(page: Screen, view: View, name: str, kind: str) -> None:
    held = saved_text(page.record, view, name, page.lang)
    if held.text:
        page.draw("supplements_text", text=held.text, source=held.source, saved=held.saved)
    if view.as_of is not None:
        return
    key = _key(name)
    with st.form(key, border=False):
        st.text_area(
            page.say(f"supplements.{kind}.text"), value=held.text, key=f"{key}.text", height=240
        )
        _who_and_source(page, key, held.source)
        _save_button(page, _save_text, key, name, view.revision)


def _who_and_source(page: Screen, key: str, source: str = "") -> None:
    with st.container(horizontal=True, key=f"{key}.who"):
        st.text_input(
            page.say("supplements.source"),
            value=source,
            placeholder=page.say("supplements.source_help"),
            key=f"{key}.source",
            width=320,
        )
        st.text_input(
            page.say("supplements.by"), key=ENTERED_BY, persist_state="session", width=240
        )


def _save_button(page: Screen, save: Any, key: str, held: Any, revision: int) -> None:
    st.form_submit_button(
        page.say("supplements.save"),
        type="primary",
        on_click=save,
        args=(page, key, held, revision),
    )


def _save_bars(page: Screen, key: str, held: pd.DataFrame, revision: int) -> None:
    """`held`: the grid as it was drawn; the widget tells only what was edited in it."""
    edited = held.copy()
    for place, cells in st.session_state[f"{key}.grid"]["edited_rows"].items():
        for column, value in cells.items():
            edited.loc[int(place), column] = value or None
    plan = version_of(page.record, page.now())
    _save(page, *bars_to_enter(held, edited, plan, page.lang, _told(f"{key}.source")), revision)


def _save_footnotes(page: Screen, key: str, held: list[dict[str, str]], revision: int) -> None:
    told = {
        one["number"]: (
            _told(f"{key}.{one['number']}.term"),
            _told(f"{key}.{one['number']}.definition"),
        )
        for one in held
    }
    _save(page, *footnotes_to_enter(held, told, _told(f"{key}.source")), revision)


def _save_text(page: Screen, key: str, name: str, revision: int) -> None:
    _save(page, *text_to_enter(name, _told(f"{key}.text"), _told(f"{key}.source")), revision)


def _save(page: Screen, documents: Documents, faults: tuple[Fault, ...], revision: int) -> None:
    """All or nothing; the page says at its next run what became of it."""
    by = _told(ENTERED_BY)
    sentences = [
        page.say(f"supplements.fault.{one.code}", rows=page.say("ui.list").join(one.rows))
        for one in faults
    ] + ([] if by else [page.say("supplements.fault.nobody")])
    if not documents:
        outcome.keep(page.name, page.say("supplements.unchanged"))
    elif sentences:
        outcome.keep(page.name, *sentences, page.say("supplements.not_saved"), tone="bad")
    else:
        try:
            enter(page.record, KIND, documents, Actor(by), expected_revision=revision)
        except YamatoDxError as error:
            outcome.keep(page.name, error.sentence(page.lang), tone="bad")
            return
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        outcome.keep(page.name, page.say("supplements.done", count=len(documents)))


def _key(name: str) -> str:
    """A new key after each save: the fields show what is stored."""
    return f"supplements.{name}.{st.session_state.get(ROUND, 0)}"


def _told(key: str) -> str:
    return str(st.session_state.get(key) or "").strip()
