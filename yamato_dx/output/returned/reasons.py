"""What is written beside a row of a file that goes back to who sent it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class RowReason:
    """`sheet`: None in a file without sheets. `row_no`: as the file numbers its records, from 1."""

    sheet: str | None
    row_no: int
    words: str


@dataclass(frozen=True)
class Reasons:
    """`heading`: over the column; one that the file has already gives its place. `encoding`: in
    which a text file is written. `heading_row`: which the headings are; None: the first that says
    something."""

    heading: str
    rows: Sequence[RowReason]
    encoding: str = ""
    heading_row: int | None = None

    def of_sheet(self, sheet: str | None) -> Mapping[int, str]:
        """Row → all that is said of it."""
        found: dict[int, list[str]] = {}
        for reason in self.rows:
            if reason.sheet == sheet:
                found.setdefault(reason.row_no, []).append(reason.words)
        return {row_no: " / ".join(words) for row_no, words in found.items()}
