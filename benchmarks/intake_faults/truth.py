"""What a file truly says, figure by figure. All figures here are fictitious."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Role = Literal["actual", "target", "baseline", "sum"]
# 基準値, and a 計 of months: true of their year, but no figure that must come out of the file.
OPTIONAL: Final[tuple[Role, ...]] = ("baseline", "sum")
Key = tuple[str, int, int | None]
# Stored figures are floats; 17/20 and 85 % are equal within this.
EQUAL: Final = 1e-9
_PARTS: Final = re.compile(r"([0-9]+)/([0-9]+)")


@dataclass(frozen=True)
class Truth:
    """One figure. `value`: in stored units (74 % is 0.74), None where it is awaited. `shown`: as
    written, without its unit. One of OPTIONAL roles may be taken for the actual of its year."""

    kpi_no: str
    kpi_name: str
    fiscal_year: int
    month: int | None
    value: float | None
    shown: str
    unit: str
    role: Role = "actual"
    status: str | None = None

    @property
    def key(self) -> Key:
        return (self.kpi_no, self.fiscal_year, self.month)

    def says(self, value: float | None) -> bool:
        """Whether a reading of this figure has its value."""
        if self.value is None or value is None:
            return self.value is None and value is None
        return math.isclose(self.value, value, rel_tol=EQUAL, abs_tol=EQUAL)

    def is_of(self, parts: tuple[float, float]) -> bool:
        """Whether a reading of it has 17 and 20 of «17/20», 182 and 190 of «1回（182/190人）»; none
        where they say no more than the value."""
        found = _PARTS.search(self.shown)
        if not found:
            return True
        own = (float(found[1]), float(found[2]))
        return own == parts or (math.isnan(parts[1]) and self.says(own[0] / own[1]))


def by_key(truths: Iterable[Truth], *roles: Role) -> Mapping[Key, tuple[Truth, ...]]:
    found: dict[Key, tuple[Truth, ...]] = {}
    for truth in truths:
        if truth.role in roles:
            found[truth.key] = (*found.get(truth.key, ()), truth)
    return found
