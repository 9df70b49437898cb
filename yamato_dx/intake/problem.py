"""What is wrong in a file that somebody sent: a value, not an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from yamato_dx.i18n import text
from yamato_dx.plan.types import Text

Severity = Literal["refuse", "ask", "note"]


@dataclass(frozen=True)
class Problem:
    """One thing found. `row` counts the file's records, header = 1, as a spreadsheet shows them.

    `code` names the sentences `intake.problem.<code>` (what is wrong) and
    `intake.mend.<code>` (how to mend it); `values` fill their placeholders.
    """

    severity: Severity
    code: str
    row: int | None = None
    column: str | None = None
    raw: str | None = None
    sheet: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        return text(f"intake.problem.{self.code}", lang, **self._values_in(lang))

    def mend(self, lang: str) -> str:
        return text(f"intake.mend.{self.code}", lang, **self._values_in(lang))

    def _values_in(self, lang: str) -> dict[str, object]:
        """Words of the plan (its units, its names) in the reader's language."""
        return {
            name: value.in_language(lang) if isinstance(value, Text) else value
            for name, value in self.values.items()
        }
