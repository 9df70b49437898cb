"""Where a section types: the cells and files of this visit, and the draft that outlives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.drafting import DraftFile, drop_draft, files_of, keep_draft
from yamato_dx.fiscal_year import FiscalYear

if TYPE_CHECKING:
    from yamato_dx.ui.screen import Screen

EVERYTHING: Final = "all"
REPEATED_SECONDS: Final = 3600


@dataclass(frozen=True)
class Desk:
    """Where one section types for one year. Two people of a section share its draft."""

    section_id: str | None
    fiscal_year: FiscalYear

    @property
    def key(self) -> str:
        """Of the draft, of this visit's cells, and of the widgets."""
        return f"report.{self.section_id or EVERYTHING}.{self.fiscal_year.start_year}"

    # --- cells, by name: kpi.<id>.<column>, kpi.<id>.2024-04.<column>, item.<id>.<column> ---

    @property
    def cells(self) -> dict[str, str]:
        """What is typed in this visit; cells as they were at the start are left out."""
        kept: dict[str, str] = st.session_state.setdefault(f"typing.cells.{self.key}", {})
        return kept

    @property
    def files(self) -> tuple[DraftFile, ...]:
        """添付資料 chosen in this visit, or taken up from the draft."""
        chosen: tuple[DraftFile, ...] = st.session_state.get(f"typing.files.{self.key}", ())
        return chosen

    def hold(self, files: Sequence[DraftFile]) -> None:
        st.session_state[f"typing.files.{self.key}"] = tuple(files)

    @property
    def is_open(self) -> bool:
        """Whether this visit has begun to type here, or chosen what becomes of the draft."""
        return f"typing.open.{self.key}" in st.session_state

    def open(self, cells: Mapping[str, str], files: Sequence[DraftFile] = ()) -> None:
        st.session_state[f"typing.open.{self.key}"] = True
        st.session_state[f"typing.cells.{self.key}"] = dict(cells)
        self.hold(files)

    def widget(self, name: str) -> str:
        return f"typing.{st.session_state.get('typing.round', 0)}.{self.key}.{name}"

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


def found_draft(page: Screen, desk: Desk) -> dict[str, Any] | None:
    """What was left here before this visit, until it is taken up or dropped."""
    if desk.is_open:
        return None
    kept = page.record.draft(desk.key)
    if not kept or not (kept["cells"] or files_of(kept)):
        desk.open({})
        return None
    return kept


def take_up(page: Screen, desk: Desk) -> None:
    kept = page.record.draft(desk.key) or {}
    desk.open(kept.get("cells", {}), files_of(kept))


def begin_anew(page: Screen, desk: Desk) -> None:
    drop_draft(page.record, desk.key)
    _empty(desk)


def settle(page: Screen, desk: Desk) -> None:
    """Sent: out of the draft. What a colleague typed or chose meanwhile stays there."""
    kept = page.record.draft(desk.key) or {}
    cells = {name: one for name, one in kept.get("cells", {}).items() if name not in desk.cells}
    files = _others(kept, desk.files)
    if cells or files:
        document = {"cells": cells, "kept_at": kept["kept_at"]}
        keep_draft(page.record, desk.key, document, files)
    else:
        drop_draft(page.record, desk.key)
    _empty(desk)


def _empty(desk: Desk) -> None:
    """New widgets, so that none keeps what it showed."""
    desk.open({})
    st.session_state["typing.round"] = st.session_state.get("typing.round", 0) + 1
    st.session_state.pop("typing.previewing", None)
    st.session_state.pop("typing.preview", None)


def keep_cells(page: Screen, desk: Desk, told: Mapping[str, str | None]) -> None:
    """Into this visit's cells and into the draft, where a colleague's others stay. None: out.

    Raises RecordNotWritten; this visit has it all the same.
    """
    kept = page.record.draft(desk.key) or {}
    drafted = {**kept.get("cells", {}), **desk.cells}
    for cells in (desk.cells, drafted):
        for name, words in told.items():
            if words is None:
                cells.pop(name, None)
            else:
                cells[name] = words
    keep_draft(page.record, desk.key, _document(drafted), files_of(kept))


def keep_files(
    page: Screen, desk: Desk, files: Sequence[DraftFile], added: Mapping[str, bytes]
) -> None:
    """The same of its files: all of them, and the bytes of new ones. Raises RecordNotWritten."""
    kept = page.record.draft(desk.key) or {}
    drafted = {**kept.get("cells", {}), **desk.cells}
    held = [*_others(kept, (*desk.files, *files)), *files]
    keep_draft(page.record, desk.key, _document(drafted), held, added)
    desk.hold(files)


def _others(kept: Mapping[str, Any], own: Sequence[DraftFile]) -> list[DraftFile]:
    """The draft's files without those of this visit."""
    keys = {one.key for one in own}
    return [one for one in files_of(kept) if one.key not in keys]


def _document(cells: Mapping[str, str]) -> dict[str, Any]:
    moment = datetime.now(i18n.TOKYO).isoformat(timespec="seconds")
    return {"cells": cells, "kept_at": moment}
