"""The form of a round (照会) by what stands hidden in its rows: which round, whose, what it asks.

The ids go with their rows through sorting, copying and any name that the file is given; a form
whose rows were all written anew is still known by its hidden sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from yamato_dx.intake.files.sheet import Sheet, SheetFile
from yamato_dx.lettering import nfkc

# What no row is about: the form itself, on a sheet that nobody sees.
WHOLE: Final = "form"
_MARK: Final = "ydx:"
# No form has more: longer tables are not looked through.
_FORM_ROWS: Final = 5000
_ID: Final = re.compile(
    r"ydx:(?P<round_id>\d{4}-\d+):(?P<section_id>[^:]*):(?P<kind>[a-z_]+):(?P<item_id>.*)"
)


@dataclass(frozen=True)
class FormRow:
    """What a row of a form is about. `kind`: as of the round's items, or WHOLE; `section_id` «»:
    nobody's."""

    round_id: str
    section_id: str
    kind: str
    item_id: str

    @property
    def written(self) -> str:
        return f"ydx:{self.round_id}:{self.section_id}:{self.kind}:{self.item_id}"


@dataclass(frozen=True)
class RoundForm:
    """`rows`: each once, in the order of the file. Rows copied from another form bring theirs."""

    rows: tuple[FormRow, ...]

    @property
    def round_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.round_id for row in self._telling))

    @property
    def section_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.section_id for row in self._telling))

    @property
    def asks_no_figures(self) -> bool:
        """Whether it is a form, of work or cards alone."""
        return bool(self.rows) and all(row.kind != "kpi" for row in self.rows)

    @property
    def _telling(self) -> tuple[FormRow, ...]:
        """The rows that ask for something; the mark of the whole where there are none."""
        asking = tuple(row for row in self.rows if row.kind != WHOLE)
        return asking or self.rows


NO_FORM: Final = RoundForm(())


def round_form_of(document: SheetFile) -> RoundForm:
    """Without rows where the document is no form of a round."""
    found = (row for sheet in document.sheets for row in _rows_of(sheet))
    return RoundForm(tuple(dict.fromkeys(found)))


def read_form_id(written: str) -> FormRow | None:
    found = _ID.fullmatch(nfkc(written))
    return FormRow(**found.groupdict()) if found else None


def _rows_of(sheet: Sheet) -> Iterator[FormRow]:
    """Each different text is read once; a sheet of one cell has it for its heading."""
    if sheet.rows_read > _FORM_ROWS:
        return
    words = (word for column in sheet.columns for word in column.words)
    for word in (*sheet.header, *words):
        row = read_form_id(str(word)) if _MARK in str(word) else None
        if row:
            yield row
