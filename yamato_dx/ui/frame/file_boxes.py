"""Boxes of the pages for files to send: drawn, emptied, and what they held let go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import number_of, renew
from yamato_dx.web.uploads import Uploads

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from yamato_dx.ui.frame.screen import Screen


def draw_file_box(page: Screen, name: str, label: str) -> UploadedFile | None:
    """Every file may be chosen: what cannot be read is told, with what to do.

    The framework's own words in the box are English only: ours stand over them.
    """
    upload = st.file_uploader(label, key=_key(name), on_change=outcome.forget, args=(page.name,))
    if upload is None and is_file_missing():
        page.message(page.say("web.upload.let_go"), tone="bad")
    return upload


def empty_file_box(name: str) -> None:
    """By giving it a new key; what it held was taken."""
    upload = st.session_state.get(_key(name))
    let_go([upload] if upload else ())
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


def _key(name: str) -> str:
    return f"{name}.file.{number_of(name)}"
