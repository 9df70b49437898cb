"""What is wrong in a plan folder, a plan's workbook or the published figures: a value, not an
exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from yamato_dx.errors import Refused
from yamato_dx.i18n import catalogue, text
from yamato_dx.plan.model.types import Text
from yamato_dx.problem_types import Severity

# Where the code of a plan's fault begins in the catalogue of problems: reports have like codes.
OF_PLAN: Final = "plan."
_LONGEST_QUOTED: Final = 40


def quoted(raw: str) -> str:
    """What was written, as far as a sentence has room for it."""
    return raw if len(raw) <= _LONGEST_QUOTED else raw[:_LONGEST_QUOTED] + "…"


@dataclass(frozen=True)
class PlanFault:
    """One thing found, in a file (its name within the folder) and, where there is one, at a line.

    `code` names the sentences `plan.fault.<code>` (what is wrong) and `plan.mend.<code>`
    (how to mend it); `values` fill their placeholders. In a workbook it stands in a `cell` of a
    `sheet`, and `plan.loading.fault.<code>` and `plan.loading.mend.<code>` fit better where there
    are such. A `note` is worth knowing and stops nothing.
    """

    file: str
    line: int | None
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    sheet: str | None = None
    cell: str | None = None
    severity: Severity = "refuse"

    @property
    def anchor(self) -> str:
        """By which the catalogue of problems explains it."""
        return f"{OF_PLAN}{self.code}"

    @property
    def place(self) -> str:
        """plan.yaml:12, or 「KPI」!B7 in a workbook."""
        if self.sheet is not None:
            return f"「{self.sheet}」" + (f"!{self.cell}" if self.cell else "")
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def sentence(self, lang: str) -> str:
        ids = f"plan.loading.fault.{self.code}", f"plan.fault.{self.code}"
        return text(self._fitting(*ids, lang), lang, **self._values_in(lang))

    def mend(self, lang: str) -> str:
        ids = f"plan.loading.mend.{self.code}", f"plan.mend.{self.code}"
        return text(self._fitting(*ids, lang), lang, **self._values_in(lang))

    def _fitting(self, of_workbook: str, of_folder: str, lang: str) -> str:
        """A workbook's own sentence where there is one; a folder's only where it has none."""
        known = catalogue(lang)
        is_own = of_workbook in known and (self.sheet is not None or of_folder not in known)
        return of_workbook if is_own else of_folder

    def _values_in(self, lang: str) -> dict[str, object]:
        """Words that both languages have, such as a sheet's name, in the reader's."""
        return {
            name: value.in_language(lang) if isinstance(value, Text) else value
            for name, value in self.values.items()
        }


class PlanRefused(Refused):
    """The folder has faults; `faults` holds them all, the sentence tells the first."""

    def __init__(self, faults: tuple[PlanFault, ...]) -> None:
        super().__init__("plan.refused", count=len(faults))
        self.faults = faults

    def sentence(self, lang: str) -> str:
        first = self.faults[0]
        return text(
            self.message_id,
            lang,
            count=len(self.faults),
            place=first.place,
            sentence=first.sentence(lang),
            mend=first.mend(lang),
        )
