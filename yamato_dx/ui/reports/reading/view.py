"""«このように読みました»: the file's own first rows, what each column was read as, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.queries.reports.left_out.places import FilePlace
from yamato_dx.queries.reports.readings.read_as import (
    changed_sentences,
    correction_words,
    used_sentence,
)
from yamato_dx.queries.reports.readings.recognised import recognised
from yamato_dx.ui.glossary.problems import problem_address
from yamato_dx.ui.reports.reading import state
from yamato_dx.ui.reports.reading.correcting import draw_correcting
from yamato_dx.ui.reports.reading.returned_form import form_words

if TYPE_CHECKING:
    from yamato_dx.queries.reports.preview import Preview
    from yamato_dx.queries.reports.readings.recognised import SeenTable
    from yamato_dx.ui.frame.screen import Screen

# More tables are no thing that a person looks through.
_MOST_TABLES: Final = 12


def draw_recognised(page: Screen, preview: Preview, file_id: str) -> bool:
    """How much was read; of a file in the long layout nothing else. Whether the section is asked
    here."""
    if preview.reading.encoding:  # empty where the file is no table at all
        _read_note(page, preview)
    if not preview.reading.grids:
        return False
    tables = recognised(preview, page.lang)
    is_read = any(table.is_read for table in tables)
    title = "readings.title" if is_read else "readings.title.none"
    page.section_head(page.say(title), page.say("readings.note"))
    _draw_remembered(page, preview, file_id)
    for place, table in enumerate(tables[:_MOST_TABLES]):
        _draw_table(page, table, place, is_closed=is_read and not table.is_read)
    if len(tables) > _MOST_TABLES:
        more = page.say("readings.more_tables", count=len(tables) - _MOST_TABLES)
        page.draw("note", lines=[more])
    with st.container(key="reading-corrections"):
        _draw_in_force(page, preview, file_id)
        draw_correcting(page, preview, tables, file_id)
        return _draw_section(page, preview)


def _read_note(page: Screen, preview: Preview) -> None:
    reading = preview.reading
    count = reading.filled_count
    if preview.file_name == page.say("frame.paste.file_name"):
        line = page.say("reports.sending.read.pasted", count=count)
    else:
        encoding = page.say(f"frame.encoding.{reading.encoding}")
        line = page.say(
            "reports.sending.read", name=preview.file_name, count=count, encoding=encoding
        )
    with st.container(key="report-read"):
        page.draw("note", lines=[line, *form_words(page, preview)])


def _draw_section(page: Screen, preview: Preview) -> bool:
    """Whose form it is, where something is remembered of it."""
    choice = state.section_choice(page)
    if choice is None or not (preview.reading.corrections.of_file or preview.kept):
        return False
    page.draw("note", lines=[page.say("readings.section")])
    choice.draw_box()
    return True


def _draw_table(page: Screen, table: SeenTable, place: int, *, is_closed: bool) -> None:
    """`is_closed`: until its reader looks into it."""
    told = [
        (
            number,
            FilePlace.of_problem(problem).words(page.lang),
            problem,
            problem_address(problem.code, page.lang),
        )
        for number, problem in enumerate(table.problems, start=1)
    ]
    page.draw("recognised_table", table=table, told=told, number=place + 1, is_closed=is_closed)


def _draw_remembered(page: Screen, preview: Preview, file_id: str) -> None:
    """What was said of files of this form before: that it is used, or that it is there."""
    recalled = preview.reading.recalled
    kept = [preview.kept[reading] for reading in recalled.used]
    if kept:
        lines = [
            page.say("readings.left", said=correction_words(one, page.lang))
            for one in recalled.left
        ]
        page.message(*lines, big=used_sentence(preview, page.lang))
        st.button(
            page.say("readings.forget"),
            key=f"reading.forget.{file_id}",
            on_click=state.forget,
            args=(page, file_id, tuple(one.key for one in kept)),
        )
    for sentence in changed_sentences(preview, page.lang):
        page.message(sentence, big=page.say("readings.changed"))


def _draw_in_force(page: Screen, preview: Preview, file_id: str) -> None:
    corrections = preview.reading.corrections
    if not corrections.of_file:
        return
    page.draw("note", lines=[page.say("readings.in_force", count=len(corrections.of_file))])
    with st.container(horizontal=True, key="reading-in-force"):
        for one in corrections.of_file:
            words = correction_words(one, page.lang, names_sheet=len(preview.reading.grids) > 1)
            st.button(
                page.say("readings.take_back", said=words),
                key=f"reading.back.{file_id}.{one.sheet}.{one.place}.{one.says}",
                on_click=state.take_back,
                args=(file_id, corrections, one),
            )
