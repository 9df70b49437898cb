"""What is known of a kind of problem beside its sentences: how grave it is, and what it looks like.

One table of a room per section of the catalogue of problems (`docs/problems.md`), in the order in
which whoever sends something meets them.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import Literal

# refuse: cannot be stored · ask: two readings, a person chooses · confirm: one reading, but
# unlikely, and a person says yes · note: worth knowing
Severity = Literal["refuse", "ask", "confirm", "note"]


@dataclass(frozen=True)
class Example:
    """What somebody sends, the same in every language. `is_table`: commas part its cells, and it
    is shown as the table that a spreadsheet makes of it; else as the text that it is."""

    text: str
    is_table: bool = True

    @property
    def rows(self) -> list[list[str]]:
        return list(csv.reader(StringIO(self.text, newline=""))) if self.is_table else []


@dataclass(frozen=True)
class ProblemType:
    """`code` is stable: addresses, answers and documents name it. `severities`: all with which it
    is raised. `bad` raises it, `good` does not; None where only words can tell what it is, such
    as a cell's colour (messages `<kind>.example.<code>.bad` and `.good`). `is_of_file`: though it
    stands in one row, others may be wrong with it: no rows of the file are taken without it."""

    code: str
    severities: tuple[Severity, ...]
    bad: Example | None = None
    good: Example | None = None
    is_of_file: bool = False


@dataclass(frozen=True)
class ProblemSection:
    """`name`: its title is the message `problems.section.<name>`."""

    name: str
    types: tuple[ProblemType, ...]
