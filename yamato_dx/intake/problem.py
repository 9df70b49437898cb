"""What is wrong in a file that somebody sent: a value, not an exception."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from yamato_dx.i18n import text
from yamato_dx.plan.model.types import Text
from yamato_dx.problem_types import Severity

# Values of a problem that stand beside it in sentences of their own.
BESIDE: Final = ("last_year", "other_months", "target")
# What is answered to a `confirm`: as it stands.
AS_IT_STANDS: Final = "yes"
# Whose first choice is the number as it is written.
POINT_OR_COMMA: Final = "point_or_comma"
# «E7», as a sheet names a cell.
_CELL: Final = re.compile(r"[A-Z]{1,3}[0-9]+")
_STORED: Final = frozenset(("confirm", "note"))


def is_storable(severity: Severity) -> bool:
    """Whether a row with such a problem has one value (which may wait for a person's yes)."""
    return severity in _STORED


@dataclass(frozen=True)
class Choice:
    """One reading of what is asked. `code` is how an answer names it.

    `cells`: column → the text that is read in the place of what the row has there.
    `leaves_out`: rows that are then not read. `words`: the message `intake.choice.<words>` with
    `values`; by default the reading itself.
    """

    code: str
    cells: Mapping[str, str] = field(default_factory=dict)
    leaves_out: tuple[int, ...] = ()
    words: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        if self.words is None:
            return self.code
        return text(f"intake.choice.{self.words}", lang, **in_language(self.values, lang))


# The reading that there is no value.
BLANK_CHOICE: Final = Choice("blank", {"actual_value": ""}, words="blank")


def read_as(*readings: str, column: str = "actual_value") -> tuple[Choice, ...]:
    """The choices of a cell that may mean each of these texts."""
    return tuple(Choice(reading, {column: reading}) for reading in readings)


@dataclass(frozen=True)
class Problem:
    """One thing found. `row` counts the file's records, header = 1, as a spreadsheet shows them.

    `code` names the sentences `intake.problem.<code>` (what is wrong) and
    `intake.mend.<code>` (how to mend it); `values` fill their placeholders. `choices`: the
    readings of an `ask`. `cell`: what was typed where, instead of a row of a file; or of a file
    whose rows hold several figures, which of a row's cells.
    """

    severity: Severity
    code: str
    row: int | None = None
    column: str | None = None
    raw: str | None = None
    sheet: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    cell: str | None = None

    @property
    def problem_id(self) -> str:
        """The same for the same file: by it an answer says what it answers."""
        where = self.cell or self.row or ""
        place = self.cell if self.cell and not self.sheet else f"{self.sheet or ''}!{where}"
        return f"{self.code}@{place}:{self.column or ''}"

    @property
    def is_obstacle(self) -> bool:
        """Whether it must be mended or answered before anything is sent."""
        return self.severity != "note"

    @property
    def is_answerable(self) -> bool:
        return self.severity == "confirm" or (self.severity == "ask" and bool(self.choices))

    @property
    def answers(self) -> tuple[str, ...]:
        """The codes of all that can be answered to it."""
        if self.severity == "confirm":
            return (AS_IT_STANDS,)
        return tuple(choice.code for choice in self.choices)

    def choice(self, code: str) -> Choice:
        """Raises StopIteration where it is none of the choices."""
        return next(choice for choice in self.choices if choice.code == code)

    @property
    def is_of_cell(self) -> bool:
        """Whether `cell` is one of a sheet, not one of the page."""
        return bool(self.cell and _CELL.fullmatch(self.cell))

    def place(self, lang: str) -> str:
        """«シート!E7「R6実績」», «3行目「年度」»; «» of the whole file."""
        if self.row is None:
            return ""
        sheet = f"{self.sheet}!" if self.sheet else ""
        column = (self.column or "").replace("\n", " ").strip()
        if self.is_of_cell:
            name = "intake.place.cell_column" if column else "intake.place.cell"
            return text(name, lang, cell=f"{sheet}{self.cell}", column=column)
        return row_place(self.row, column, lang, sheet=self.sheet or "")

    def sentence(self, lang: str) -> str:
        return text(f"intake.problem.{self.code}", lang, **in_language(self.values, lang))

    def beside(self, lang: str) -> list[str]:
        """What is known beside it: last year's figure, the other months, the target."""
        told = in_language(self.values, lang)
        return [text(f"intake.beside.{name}", lang, **told) for name in BESIDE if name in told]

    def mend(self, lang: str) -> str:
        return text(f"intake.mend.{self.code}", lang, **in_language(self.values, lang))


def row_place(row: int, column: str, lang: str, *, sheet: str = "") -> str:
    name = "intake.place.row_column" if column else "intake.place.row"
    place = text(name, lang, row=row, column=column)
    return f"{sheet}　{place}" if sheet else place


def in_language(values: Mapping[str, object], lang: str) -> dict[str, object]:
    """Words of the plan (its units, its names) in the reader's language."""
    return {
        name: value.in_language(lang) if isinstance(value, Text) else value
        for name, value in values.items()
    }
