"""What is wrong in a plan folder or in the published figures: a value, not an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from yamato_dx.errors import Refused
from yamato_dx.i18n import text


@dataclass(frozen=True)
class Fault:
    """One thing found, in a file (its name within the folder) and, where there is one, at a line.

    `code` names the sentences `plan.fault.<code>` (what is wrong) and `plan.mend.<code>`
    (how to mend it); `values` fill their placeholders.
    """

    file: str
    line: int | None
    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        return text(f"plan.fault.{self.code}", lang, **self.values)

    def mend(self, lang: str) -> str:
        return text(f"plan.mend.{self.code}", lang, **self.values)


class PlanRefused(Refused):
    """The folder has faults; `faults` holds them all, the sentence tells the first."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("plan.refused", count=len(faults))
        self.faults = faults

    def sentence(self, lang: str) -> str:
        first = self.faults[0]
        return text(
            self.message_id,
            lang,
            count=len(self.faults),
            place=first.file if first.line is None else f"{first.file}:{first.line}",
            sentence=first.sentence(lang),
            mend=first.mend(lang),
        )
