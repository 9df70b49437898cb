"""What is to be mended, by sheet and row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from yamato_dx.i18n import text
from yamato_dx.intake.files.sheet import Sheet
from yamato_dx.intake.header import folded

# Of the column in which reasons stand; it is passed over when the file comes again.
HEADING: Final = "intake.template.to_mend"
_BETWEEN: Final = " / "


@dataclass(frozen=True)
class Reason:
    """`sheet`: its name, None in a text file. `row`: as the problem names it. `cell`: as «E7»."""

    sheet: str | None
    row: int
    text: str
    cell: str | None = None

    @property
    def words(self) -> str:
        return f"{self.cell}: {self.text}" if self.cell else self.text


@dataclass(frozen=True)
class ReasonColumn:
    """Its place from 0, behind all others or that of the last time; its texts by row from 1, the
    heading included."""

    place: int
    texts: dict[int, str]


def reason_column(sheet: Sheet, reasons: Sequence[Reason], lang: str) -> ReasonColumn:
    """What is said of the heading stands in the row below it, so that the heading is known."""
    rows: dict[int, list[str]] = {}
    for reason in reasons:
        if reason.sheet == sheet.name:
            row = max(reason.row, sheet.header_row + 1)
            rows.setdefault(row, []).append(reason.words)
    texts = {row: _BETWEEN.join(dict.fromkeys(words)) for row, words in rows.items()}
    heading = text(HEADING, lang)
    has_column = bool(sheet.header) and folded(sheet.header[-1]) == folded(heading)
    place = len(sheet.header) - has_column
    return ReasonColumn(place, {sheet.header_row: heading, **texts})
