"""Where a section types: the cells and files of this visit, and the draft that outlives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts import drafting
from yamato_dx.acts.drafting import Draft, DraftFile
from yamato_dx.errors import YamatoDxError
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.rights.subjects import draft_key
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.forms import done, number_of, put_away, renew
from yamato_dx.ui.reports.typing.sheet import DraftSheet

if TYPE_CHECKING:
    from yamato_dx.ui.frame.screen import Screen

RECEIPT: Final = "receipt"
SHOWN: Final = "typing"
REPEATED_SECONDS: Final = 3600


@dataclass(frozen=True)
class Desk:
    """Where one section types for one year. Two people of a section share its draft. `replaces`:
    the report in whose place the new one comes, `answers`: the one given back that it answers; each
    has a desk of its own."""

    section_id: str | None
    fiscal_year: FiscalYear
    replaces: str | None = None
    answers: str | None = None

    @property
    def key(self) -> str:
        """Of the draft, of this visit's cells, and of the widgets."""
        return draft_key(self.section_id, self.fiscal_year, self.replaces or self.answers)

    @property
    def sheet(self) -> DraftSheet:
        """What this visit sees here. Cells by name: kpi.<id>.<column>,
        kpi.<id>.2024-04.<column>, item.<id>.<column>; those as at the start are left out."""
        sheet: DraftSheet = st.session_state.setdefault(f"typing.sheet.{self.key}", DraftSheet())
        return sheet

    @property
    def cells(self) -> Mapping[str, str]:
        return self.sheet.cells

    @property
    def files(self) -> tuple[DraftFile, ...]:
        """添付資料: chosen in this visit, or taken up from the draft."""
        return tuple(self.sheet.files.values())

    @property
    def is_open(self) -> bool:
        """Whether this visit has begun to type here, or chosen what becomes of the draft."""
        return f"typing.open.{self.key}" in st.session_state

    def open(self, draft: Draft | None = None) -> None:
        """Begin with what lies in the draft, or with nothing."""
        st.session_state[f"typing.open.{self.key}"] = True
        st.session_state[f"typing.sheet.{self.key}"] = DraftSheet()
        self.sheet.look(draft)

    def close(self) -> None:
        """The draft, if one is there, is offered again."""
        st.session_state.pop(f"typing.open.{self.key}", None)
        st.session_state.pop(f"typing.sheet.{self.key}", None)

    def widget(self, name: str) -> str:
        return f"reports.typing.{number_of('typing')}.{self.key}.{name}"

    @property
    def is_previewing(self) -> bool:
        return st.session_state.get("typing.previewing") == self.key

    def preview(self) -> None:
        st.session_state["typing.previewing"] = self.key


@st.fragment(run_every=REPEATED_SECONDS)
def hear_again() -> None:
    """Draws nothing: where something is to be repeated, the browser tells all that its fields hold
    once a broken connection is back. Else a cell left just before the break would stand on the
    page and not in the draft, until the next one is left.
    """


def found_draft(page: Screen, desk: Desk) -> Draft | None:
    """What was left here before this visit, until it is taken up or dropped. A visit that is under
    way takes up what colleagues changed."""
    draft = drafting.draft_of(page.record, desk.key, actor=page.actor())
    if desk.is_open:
        desk.sheet.look(draft)
        return None
    if draft is None or draft.is_empty:
        desk.open()
        return None
    return draft


def is_untouched(page: Screen, desk: Desk) -> bool:
    """Whether nobody typed here yet, neither in this visit nor before."""
    if desk.is_open:
        return False
    draft = drafting.draft_of(page.record, desk.key, actor=page.actor())
    return draft is None or draft.is_empty


def take_up(page: Screen, desk: Desk) -> None:
    desk.open(drafting.draft_of(page.record, desk.key, actor=page.actor()))


def begin_anew(page: Screen, desk: Desk, seen: Draft) -> None:
    """Without what was `seen`. What somebody added since is shown first."""

    def drop() -> bool:
        drafting.drop_draft(page.record, desk.key, seen, actor=page.actor())
        return True

    if done(page, page.name, drop):
        _empty(desk)


def settle(page: Screen, desk: Desk) -> None:
    """Sent: out of the draft. What a colleague typed or chose meanwhile stays there.

    A report that was received is told whatever becomes of its draft.
    """
    sent = Draft(desk.cells, desk.files)
    _empty(desk)
    outcome.forget(RECEIPT)
    try:
        drafting.settle(page.record, desk.key, sent, actor=page.actor())
    except YamatoDxError:
        # The error's own words say that nothing was changed: of the draft, not of the report.
        desk.close()
        outcome.keep(RECEIPT, page.say("reports.typing.draft.left"), tone="bad")


def _empty(desk: Desk) -> None:
    """New widgets, so that none keeps what it showed."""
    desk.open()
    renew("typing")
    st.session_state.pop("typing.previewing", None)
    put_away(SHOWN)


def keep_cells(page: Screen, desk: Desk, told: Mapping[str, str | None]) -> bool:
    """Into this visit's cells and into the draft; whether colleagues had changed others.

    Raises RecordNotWritten; this visit has it all the same, and tells it again with the next.
    """
    sheet = desk.sheet
    before = {**sheet.cells}
    sheet.note(told)
    draft = drafting.keep_cells(
        page.record, desk.key, sheet.untold, actor=page.actor(), before=before
    )
    sheet.untold = {}
    return sheet.look(draft)


def attach(page: Screen, desk: Desk, file_name: str, data: bytes) -> None:
    """Into the draft. Raises Refused where one file cannot come beside the others there,
    RecordNotWritten."""
    draft = drafting.attach(
        page.record, desk.key, file_name, data, actor=page.actor(), before=desk.cells
    )
    desk.sheet.note_file(drafting.described(file_name, data))
    desk.sheet.look(draft)


def assign(page: Screen, desk: Desk, file: DraftFile, subject: str | None) -> None:
    """Raises RecordNotWritten."""
    draft = drafting.assign(page.record, desk.key, file, subject, actor=page.actor())
    desk.sheet.files[file.key] = replace(file, subject=subject)
    desk.sheet.look(draft)


def detach(page: Screen, desk: Desk, file: DraftFile) -> None:
    """Raises RecordNotWritten."""
    draft = drafting.detach(page.record, desk.key, file, actor=page.actor())
    desk.sheet.files.pop(file.key, None)
    desk.sheet.look(draft)
