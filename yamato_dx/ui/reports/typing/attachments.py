"""添付資料 of what is typed: chosen, kept with the draft at once, named, taken out again."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.drafting import DraftFile
from yamato_dx.acts.report import Attachment
from yamato_dx.entries.sections import OWNER, owned_key
from yamato_dx.errors import Refused, YamatoDxError
from yamato_dx.queries.reports.attachments import attached_words, subjects
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.file_boxes import is_file_missing, let_go
from yamato_dx.ui.frame.forms import done, number_of, renew
from yamato_dx.ui.reports.typing.desk import Desk, assign, attach, detach

if TYPE_CHECKING:
    from yamato_dx.queries.reports.owed import Owed
    from yamato_dx.ui.frame.screen import Screen

FILES: Final = "typing.files"
SUBJECT_WIDTH: Final = 360
WHOLE: Final = ""  # a choice without a value would show as nothing chosen


def draw_attachments(page: Screen, desk: Desk, answer: Owed) -> None:
    """The box for files, and each file with what it belongs to; under all cells."""
    page.section_head(
        page.say("reports.typing.attachments"), page.say("reports.typing.attachments.note")
    )
    with st.container(key="typing-attachments"):
        st.file_uploader(
            page.say("reports.typing.attachments.choose"),
            accept_multiple_files=True,
            key=_box(desk),
            on_change=_attach,
            args=(page, desk),
        )
        outcome.draw_outcome(page, FILES)
        if desk.files:
            names = _subjects(page, answer)
            for number, draft_file in enumerate(desk.files, start=1):
                _draw_file(page, desk, number, names, draft_file=draft_file)


def _draw_file(
    page: Screen, desk: Desk, number: int, names: Mapping[str, str], *, draft_file: DraftFile
) -> None:
    widget = desk.widget("file." + ".".join(draft_file.key))
    key = f"{widget}.subject"
    with st.container(key=f"typing-row-file-{number}"):
        page.draw(
            "typing_file",
            number=number,
            one=draft_file,
            size=i18n.size(draft_file.byte_count, page.lang),
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.session_state[key] = draft_file.subject or WHOLE
            st.selectbox(
                page.say("reports.typing.attachments.subject", number=number),
                # A section may have lost what its draft still names.
                tuple(dict.fromkeys((*names, draft_file.subject or WHOLE))),
                format_func=lambda subject: names.get(subject, subject),
                key=key,
                on_change=_belong,
                args=(page, desk, draft_file, key),
                width=SUBJECT_WIDTH,
            )
            st.button(
                page.say("reports.typing.attachments.remove", number=number),
                key=f"{widget}.remove",
                on_click=_remove,
                args=(page, desk, draft_file),
            )


def _subjects(page: Screen, answer: Owed) -> dict[str, str]:
    """What a file may belong to: the report, or one of the things that the section owes."""
    owed = {None, *(OWNER.key("kpi", owed_kpi.kpi.kpi_id) for owed_kpi in answer.kpis)}
    owed |= {owned_key(item.kind, item.item_key) for item in answer.items}
    named = subjects(page.reported_things, page.lang)
    return {subject or WHOLE: words for subject, words in named.items() if subject in owed}


def draw_attached(page: Screen, desk: Desk) -> None:
    """What will be sent beside the values."""
    if not desk.files:
        return
    title = page.say("reports.typing.attachments.sending")
    page.section_head(title)
    files = attached_words(desk.files, page.reported_things, page.lang)
    page.draw("attachments", caption=title, files=files)


def warn_of_idle(page: Screen, desk: Desk, reported: Container[str]) -> None:
    """What belongs to a thing of which nothing is `reported` may be a slip."""
    files = attached_words(desk.files, page.reported_things, page.lang)
    idle = [
        page.say("reports.typing.attachments.idle", name=shown.file_name, subject=shown.subject)
        for draft_file, shown in zip(desk.files, files, strict=True)
        if draft_file.subject and draft_file.subject not in reported
    ]
    if idle:
        page.message(*idle)


def attachments_to_send(page: Screen, desk: Desk) -> list[Attachment]:
    """With their bytes. Raises Refused where somebody dropped the draft that held one."""
    found = []
    for draft_file in desk.files:
        # What a colleague took up from this draft and sent lies with their report.
        data = page.record.draft_file(desk.key, draft_file.sha256) or page.record.file_bytes(
            draft_file.sha256
        )
        if data is None:
            raise Refused("reports.typing.attachments.gone", name=draft_file.file_name)
        found.append(Attachment(draft_file.file_name, data, draft_file.subject))
    return found


# --- what a reader does ---


def _attach(page: Screen, desk: Desk) -> None:
    """Keep what was chosen; the box is emptied, so that it holds nothing in memory."""
    uploads = st.session_state.get(_box(desk)) or ()
    faults = [page.say("web.upload.let_go")] if is_file_missing() else []
    for upload in uploads:
        try:
            attach(page, desk, upload.name, upload.getvalue())
        except YamatoDxError as error:
            faults.append(error.sentence(page.lang))
    let_go(uploads)
    renew(FILES)
    outcome.forget(FILES)
    if faults:
        outcome.keep(FILES, *dict.fromkeys(faults), tone="bad")


def _belong(page: Screen, desk: Desk, file: DraftFile, widget: str) -> None:
    _try(page, assign, desk, file, st.session_state[widget] or None)


def _remove(page: Screen, desk: Desk, file: DraftFile) -> None:
    _try(page, detach, desk, file)


def _try(page: Screen, act: Callable[..., None], *about: object) -> None:
    outcome.forget(FILES)
    done(page, FILES, lambda: act(page, *about))


def _box(desk: Desk) -> str:
    return f"{desk.widget('files')}.{number_of(FILES)}"
