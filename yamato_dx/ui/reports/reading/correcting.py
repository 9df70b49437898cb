"""The form in which a row, a column or a cell of a file is said to be something else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.queries.reports.preview import Correction
from yamato_dx.queries.reports.readings.read_as import (
    OF_CELLS,
    SAYINGS,
    is_cell,
    place_words,
    saying_words,
)
from yamato_dx.queries.reports.readings.sayable import kpis_to_say, places_of, years_to_say
from yamato_dx.ui.reports.reading import state

if TYPE_CHECKING:
    from yamato_dx.queries.reports.preview import Preview
    from yamato_dx.queries.reports.readings.read_as import Saying
    from yamato_dx.queries.reports.readings.recognised import SeenTable
    from yamato_dx.ui.frame.screen import Screen

_SHORT: Final = 28


def draw_correcting(
    page: Screen, preview: Preview, tables: tuple[SeenTable, ...], file_id: str
) -> None:
    """Where, what, and of which year or KPI; each box depends on the one before it. Open where no
    table was found, and until who began to say something is done: else what is wrong comes first.
    """
    is_begun = bool(preview.obstacles and preview.reading.corrections.of_file)
    is_open = is_begun or not any(table.is_read for table in tables)
    with st.expander(page.say("readings.correct"), expanded=is_open):
        sheet = _sheet(page, tables, file_id)
        with st.container(horizontal=True, vertical_alignment="bottom", key="reading-boxes"):
            place = _place(page, preview, sheet, file_id)
            sayings = OF_CELLS if is_cell(place) else SAYINGS
            saying = _saying(page, sayings, file_id)
            detail = _detail(page, saying, file_id)
        says = f"{saying.says}:{detail}" if saying.needs else saying.says
        st.button(
            page.say("readings.apply"),
            key=f"reading.apply.{file_id}",
            on_click=state.add,
            args=(file_id, preview.reading.corrections, Correction(sheet, place, says)),
        )


def _sheet(page: Screen, tables: tuple[SeenTable, ...], file_id: str) -> str:
    sheets = list(dict.fromkeys(table.sheet for table in tables))
    if len(sheets) < 2:
        return sheets[0] if sheets else ""
    return str(st.selectbox(page.say("readings.sheet"), sheets, key=f"reading.sheet.{file_id}"))


def _place(page: Screen, preview: Preview, sheet: str, file_id: str) -> str:
    places = places_of(preview, sheet)
    words = {
        place: page.say(
            "readings.place.with", place=place_words(place, page.lang), words=text[:_SHORT]
        )
        if text
        else place_words(place, page.lang)
        for place, text in places.items()
    }
    return _chosen(page.say("readings.where"), words, f"reading.place.{file_id}.{sheet}")


def _saying(page: Screen, sayings: tuple[Saying, ...], file_id: str) -> Saying:
    by_code = {saying.says: saying for saying in sayings}
    words = {code: saying_words(saying, page.lang) for code, saying in by_code.items()}
    return by_code[
        _chosen(page.say("readings.what"), words, f"reading.says.{file_id}.{len(words)}")
    ]


def _detail(page: Screen, saying: Saying, file_id: str) -> str:
    if saying.needs == "year":
        words: Mapping[str, str] = {
            str(year.start_year): i18n.fiscal_year(year, page.lang)
            for year in years_to_say(page.record, page.now())
        }
        return _chosen(page.say("readings.which_year"), words, f"reading.year.{file_id}")
    if saying.needs == "kpi":
        words = kpis_to_say(page.record, page.now(), page.lang)
        return _chosen(page.say("readings.which_kpi"), words, f"reading.kpi.{file_id}")
    return ""


def _chosen(label: str, words: Mapping[str, str], key: str) -> str:
    return str(st.selectbox(label, list(words), format_func=words.__getitem__, key=key))
