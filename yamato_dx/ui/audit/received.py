"""A received file, offered as it came; or why its bytes are gone, and the way to remove them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.audit.reading import received_file
from yamato_dx.acts.audit.removal import remove_bytes
from yamato_dx.acts.permissions import Act
from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.queries.audit.removals import removals_at
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.downloads import offer_file
from yamato_dx.ui.frame.forms import done, name_field, signature, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yamato_dx.ui.frame.screen import Screen

ACT: Final = "removal"
WHICH: Final = "removal.which"
REASON: Final = "removal.reason"
BY: Final = "removal.by"


def offer_received(page: Screen, label: str, sha256: str, file_name: str, *, key: str) -> None:
    """By the moment now: what was removed is gone at any moment that is looked at."""
    removed = removals_at(page.record, page.record.head()).get(sha256)
    if removed:
        page.draw("note", lines=[removed.sentence(page.lang)])
        return
    read = partial(received_file, page.record, sha256, actor=page.actor())
    offer_file(
        page,
        label,
        HandedOut(file_name, file_name),
        read,
        mime="application/octet-stream",
        key=key,
    )


def draw_removing(page: Screen, files: Mapping[str, str]) -> None:
    """For whoever may: the bytes of one of `files` (hash → name) go, with a reason. Folded away."""
    outcome.draw_outcome(page, ACT)
    gone = removals_at(page.record, page.record.head())
    left = {sha256: name for sha256, name in files.items() if sha256 not in gone}
    if not left or not page.may(Act.REMOVE_BYTES):
        return
    with st.expander(page.say("audit.removal.title")):
        page.draw("note", lines=[page.say("audit.removal.note")])
        with st.form(ACT, border=False):
            st.selectbox(
                page.say("audit.removal.which"),
                list(left),
                format_func=lambda sha256: left[sha256],
                key=WHICH,
            )
            st.text_input(page.say("audit.removal.reason"), key=REASON)
            name_field(page, page.say("audit.removal.by"), BY)
            st.form_submit_button(
                page.say("audit.removal.button"), on_click=_remove, args=(page, left)
            )


def _remove(page: Screen, files: Mapping[str, str]) -> None:
    by = signature(page, ACT, BY, "reports.sending.by_missing")
    if not by:
        return
    sha256: str = st.session_state[WHICH]
    removed = done(
        page,
        ACT,
        lambda: remove_bytes(page.record, sha256, reason=told(REASON), actor=page.actor(by)),
    )
    if removed is None:
        return
    lines = [page.say("audit.removal.destroy"), *map(str, removed.backups)]
    outcome.keep(
        ACT,
        *(lines if removed.backups else []),
        big=page.say("audit.removal.removed", name=files[sha256]),
    )
