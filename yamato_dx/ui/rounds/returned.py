"""«戻ってきたファイル»: many at once, each known by the ids in it, sent together or singly."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.permissions import Act
from yamato_dx.acts.rounds.receiving import receive_returned
from yamato_dx.queries.rights.subjects import EVERYTHING
from yamato_dx.queries.rounds.returned import ReturnedFile, contents_words, returned_file
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.file_boxes import is_file_missing
from yamato_dx.ui.frame.forms import done, name_field, number_of, put_away, shown_once, signature
from yamato_dx.ui.rounds.board import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from yamato_dx.queries.rounds.board import RoundBoard
    from yamato_dx.ui.frame.screen import Screen

PART: Final = "rounds.returned"
BY: Final = "rounds.returned.by"
MARKS: Final = {
    "sendable": "✓",
    "asks": "？",
    "same": "＝",
    "empty": "－",
    "other_round": "×",
    "unreadable": "×",
}
BAD: Final = ("other_round", "unreadable")
TO_DESK: Final = ("asks", "unreadable")


def draw_returned(page: Screen, board: RoundBoard) -> None:
    if not board.held.is_open or not page.may(Act.HOLD_ROUND):
        return
    page.section_head(page.say("rounds.returned.title"), page.say("rounds.returned.note"))
    uploads = st.file_uploader(
        page.say("rounds.returned.choose"),
        accept_multiple_files=True,
        key=_box(),
        on_change=_hear,
    )
    if is_file_missing():
        page.message(page.say("web.upload.let_go"), tone="bad")
    if uploads:
        found = _read(page, board, uploads)
        _draw_found(page, board, found)
        _draw_sending(page, [returned for returned in found if returned.result == "sendable"])
    outcome.draw_outcome(page, PART)


def _read(
    page: Screen, board: RoundBoard, uploads: Sequence[UploadedFile]
) -> tuple[ReturnedFile, ...]:
    """Each against the record as it stands now; made once."""
    view = page.now()
    key = (tuple(upload.file_id for upload in uploads), board.held.round_id, view.revision, view.on)
    return shown_once(
        PART,
        key,
        lambda: tuple(
            returned_file(page.record, view, board.held, upload.name, data=upload.getvalue())
            for upload in uploads
        ),
        page.say("reports.sending.checking"),
    )


def _draw_found(page: Screen, board: RoundBoard, found: Sequence[ReturnedFile]) -> None:
    words, view = words_of(page), page.now()
    separator = page.say("frame.list")

    def row(returned: ReturnedFile) -> list[Cell]:
        names = separator.join(words.section(board.held, key) for key in returned.section_ids)
        to_desk = _desk(page, board, returned) if returned.result in TO_DESK else ""
        return [
            Cell(returned.file_name),
            Cell(names or page.say("rounds.returned.no_form")),
            Cell(
                page.say(f"rounds.returned.result.{returned.result}"),
                tone="bad" if returned.result in BAD else "",
                mark=MARKS[returned.result],
                is_code=True,
            ),
            Cell(contents_words(page.record, view, returned, words)),
            Cell(page.say("rounds.returned.to_desk") if to_desk else "", link=to_desk),
        ]

    heads = [
        Head(page.say(f"rounds.returned.column.{name}"))
        for name in ("file", "section", "result", "contents", "next")
    ]
    rows = [row(returned) for returned in found]
    draw_table(page, page.say("rounds.returned.title"), heads, rows, stacks=True)


def _desk(page: Screen, board: RoundBoard, found: ReturnedFile) -> str:
    """Where the file is answered or mended: of its section, in answer to the round."""
    sections = [section_id for section_id in found.section_ids if section_id]
    section = sections[0] if len(found.section_ids) == len(sections) == 1 else EVERYTHING
    return page.link("report", way="file", section=section, round=board.held.round_id)


def _draw_sending(page: Screen, sendable: Sequence[ReturnedFile]) -> None:
    if not sendable:
        return
    with st.form("rounds-returned", border=False):
        chosen = st.multiselect(
            page.say("rounds.returned.which"),
            range(len(sendable)),
            default=range(len(sendable)),
            format_func=lambda place: sendable[place].file_name,
            key=f"{_box()}.which.{len(sendable)}",
        )
        name_field(page, page.say("rounds.by"), BY)
        is_sending = st.form_submit_button(
            page.say("rounds.returned.send", count=len(sendable)), type="primary"
        )
    if is_sending:
        _send(page, [sendable[place] for place in chosen])


def _send(page: Screen, files: Sequence[ReturnedFile]) -> None:
    """One after another, each a report of its own; what is refused stays in the list."""
    name = signature(page, PART, BY, "rounds.by_missing")
    if not name or not files:
        return
    sent = []
    for returned in files:
        number = done(page, PART, partial(_receive, page, returned, name))
        if number is None:
            return
        sent.append(number)
    put_away(PART)
    batches = page.say("frame.list").join(sent)
    outcome.keep(PART, page.say("rounds.returned.sent", count=len(sent), batches=batches))
    st.rerun()


def _receive(page: Screen, found: ReturnedFile, name: str) -> str:
    """Its 報告番号, or that it brought cards alone."""
    receipt = receive_returned(page.record, found, actor=page.actor(name))
    return receipt.batch_id if receipt else page.say("rounds.returned.cards_alone")


def _hear() -> None:
    outcome.forget(PART)


def _box() -> str:
    return f"{PART}.file.{number_of(PART)}"
