"""By which texts of a file its KPIs are known: the numbers and names of the plans."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.cells.naming import folded_name
from yamato_dx.intake.context import Context, folded_number
from yamato_dx.plan.model.types import Kpi

# With a number before and a unit behind it; a longer text would be searched for one for long.
LONGEST_NAME: Final = 500
_BRACKETS: Final = re.compile(r"[(\[（［【].*?[)\]）］】]\s*$")
_MARK: Final = re.compile(
    r"^(?:KPI|指標)?\s*[0-9０-９]{1,2}(?:[-－‐‑–—−ー][0-9０-９]{1,2})?[\s.:．：、　]*"
)


@dataclass(frozen=True)
class KnownKpis:
    """Of all plans whose figures a file may bring."""

    context: Context

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name for kpi in self.context.kpis for name in _names_of(kpi))

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset(folded_number(kpi.kpi_no) for kpi in self.context.kpis)

    def is_known(self, cells: Mapping[str, str]) -> bool:
        """Whether the number or the name in a row's cells is a KPI's."""
        number, name = cells.get("kpi_no", ""), cells.get("kpi_name", "")
        return self.is_number(number) if number else self.is_named(name)

    def has_target(self, cells: Mapping[str, str], year: FiscalYear | None) -> bool:
        """Whether a plan has a target of the year, or of any, in the unit of the KPI's figures."""
        number, name = folded_number(cells.get("kpi_no", "")), cells.get("kpi_name", "")
        named = folded_name(self.name_in(name) or name)
        return any(
            target.target_value is not None and year in (None, target.fiscal_year)
            for kpi in self.context.kpis
            if kpi.shape != "reduce_by"
            if folded_number(kpi.kpi_no) == number or (not number and named in _names_of(kpi))
            for target in kpi.targets
        )

    def is_number(self, text: str) -> bool:
        """Whether a text is a KPI's number."""
        return folded_number(text) in self._numbers

    def is_named(self, text: str) -> bool:
        """Whether a text is a KPI's name, be it with its number before and a unit behind it."""
        return self.name_in(text) is not None

    def name_in(self, text: str) -> str | None:
        """The name as the plan has it, of a text that is one."""
        if len(text) > LONGEST_NAME:
            return None
        for written in dict.fromkeys((text, _BRACKETS.sub("", text))):
            for name in dict.fromkeys((written, _MARK.sub("", written))):
                if folded_name(name) in self._names:
                    return written.strip()
        return None

    def named_in(self, text: str) -> str | None:
        """The one KPI whose name stands in a title; None where none or several do."""
        folded = folded_name(text)
        found = {name for name in self._names if len(name) > 3 and name in folded}
        longest = {
            name for name in found if not any(name != other and name in other for other in found)
        }
        return longest.pop() if len(longest) == 1 else None


def _names_of(kpi: Kpi) -> frozenset[str]:
    return frozenset(
        folded_name(words) for text in (kpi.name, kpi.short_name) for words in (text.ja, text.en)
    )
