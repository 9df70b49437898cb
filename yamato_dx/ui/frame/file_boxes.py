"""Boxes of the pages for files to send: drawn, emptied, and what they held let go.

A file that was chosen and not yet sent outlives its box: a page in another language, or left and
come back to, has a new box, and the same file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from yamato_dx.lettering import is_blank
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import number_of, renew
from yamato_dx.web.limits import PASTED_CHARACTERS
from yamato_dx.web.uploads import TooMuch, Uploads

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from yamato_dx.ui.frame.screen import Screen


_LINE_ENDS: Final = "\r\n"


@dataclass(frozen=True, eq=False)
class ChosenFile:
    """`file_id`: of this choice; the same file chosen again has another."""

    file_id: str
    name: str
    data: bytes


def draw_file_box(page: Screen, name: str, label: str) -> ChosenFile | None:
    """Every file may be chosen: what cannot be read is told, with what to do.

    The framework's own words in the box are English only: ours stand over them.
    """
    upload = st.file_uploader(label, key=_key(name), on_change=_hear, args=(page.name, name))
    if upload is not None:
        st.session_state[_chosen(name)] = (upload.file_id, upload.name)
    chosen = _chosen_file(name)
    if upload is None and chosen is not None:
        with st.container(horizontal=True, vertical_alignment="center", key=f"{name}-chosen"):
            page.draw("note", lines=[page.say("frame.file.chosen", name=chosen.name)])
            st.button(page.say("frame.file.drop"), on_click=_drop, args=(page.name, name))
    elif chosen is None and is_file_missing():
        page.message(page.say("web.upload.let_go"), tone="bad")
    return chosen


def draw_paste_box(page: Screen, name: str, label: str) -> None:
    """For a table copied in Excel or Word, which is taken as a file is. While none is chosen."""
    key = f"{name}.paste.{number_of(name)}"
    with st.form(f"{name}-paste", border=False):
        st.text_area(label, key=key, max_chars=PASTED_CHARACTERS, height=160)
        st.form_submit_button(
            page.say("frame.paste.take"), on_click=_take_pasted, args=(page, name, key)
        )


def _take_pasted(page: Screen, name: str, key: str) -> None:
    """As the file that it would be, saved as «Unicode テキスト»."""
    outcome.forget(page.name)
    pasted = str(st.session_state.get(key) or "")
    if is_blank(pasted):
        outcome.keep(page.name, page.say("frame.paste.nothing"), tone="bad")
        return
    file = UploadedFileRec(
        str(uuid4()),
        page.say("frame.paste.file_name"),
        "text/tab-separated-values",
        f"{pasted.rstrip(_LINE_ENDS)}\n".encode(),  # whole: nothing can have cut it off
    )
    uploads, session_id = _of_this_visit()
    try:
        with uploads.coming(session_id, file.file_id, len(file.data)):
            uploads.add_file(session_id, file)
    except TooMuch as error:
        outcome.keep(page.name, page.say(error.message_id, **error.values), tone="bad")
        return
    st.session_state[_chosen(name)] = (file.file_id, file.name)


def _chosen_file(name: str) -> ChosenFile | None:
    """From the server's own store, which may have had to let it go: then it is chosen no more."""
    file_id, file_name = st.session_state.get(_chosen(name), (None, ""))
    if file_id is None:
        return None
    uploads, session_id = _of_this_visit()
    files = uploads.get_files(session_id, [file_id])
    if not files:
        del st.session_state[_chosen(name)]
        return None
    return ChosenFile(file_id, file_name, files[0].data)


def _hear(page_name: str, name: str) -> None:
    """Another file, or this one taken out of the box."""
    outcome.forget(page_name)
    st.session_state.pop(_chosen(name), None)


def _drop(page_name: str, name: str) -> None:
    outcome.forget(page_name)
    empty_file_box(name)


def empty_file_box(name: str) -> None:
    """By giving it a new key; what it held was taken."""
    file_id, _ = st.session_state.pop(_chosen(name), (None, ""))
    if file_id is not None:
        uploads, session_id = _of_this_visit()
        uploads.remove_file(session_id, file_id)
    renew(name)


def let_go(files: Iterable[UploadedFile]) -> None:
    """Of this visit: files that the page needs no more, so that others find room."""
    uploads, session_id = _of_this_visit()
    for file in files:
        uploads.remove_file(session_id, file.file_id)


def is_file_missing() -> bool:
    """Whether a box of this visit just asked for a file that had to make room for another."""
    uploads, session_id = _of_this_visit()
    return uploads.take_missed(session_id)


def _of_this_visit() -> tuple[Uploads, str]:
    context = get_script_run_ctx()
    assert context is not None, "a box is drawn, and emptied, in a run of the page"
    uploads = context.uploaded_file_mgr
    assert isinstance(uploads, Uploads), "the dashboard's own store"
    return uploads, context.session_id


def _chosen(name: str) -> str:
    return f"{name}.chosen"


def _key(name: str) -> str:
    return f"{name}.file.{number_of(name)}"
