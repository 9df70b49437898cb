"""What a person says of a row, a column or a cell of a sheet, in the place of what was guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from yamato_dx.intake.header import HEADINGS

# Of a row: it heads the table; of a row or column: it is not read; of a column: its year, its
# role, what it is a column of; of a row or column: its KPI.
HEADER: Final = "header"
UNREAD: Final = "unread"
MONTHS: Final = "months"
YEAR: Final = "year"
ROLE: Final = "role"
LABEL: Final = "label"
KPI: Final = "kpi"
# What may stand behind each, as ROLES and the columns of the long layout have it.
ROLES: Final = ("actual", "target", "baseline", "attainment_ratio", "sum")
_KNOWN: Final[Mapping[str, re.Pattern[str]]] = {
    HEADER: re.compile(""),
    UNREAD: re.compile(""),
    YEAR: re.compile("[0-9]{4}"),
    MONTHS: re.compile("[0-9]{4}"),
    ROLE: re.compile("|".join(ROLES)),
    LABEL: re.compile("|".join(HEADINGS)),
    KPI: re.compile(".+"),
}


@dataclass(frozen=True, order=True)
class Correction:
    """`place`: «5» a row, «F» a column, «F5» a cell, as the sheet names them.
    `says`: «header», «unread», «year:2024», «months:2024», «role:target», «label:kpi_no»,
    «kpi:9-1»."""

    sheet: str
    place: str
    says: str

    @property
    def kind(self) -> str:
        return self.says.partition(":")[0]

    @property
    def what(self) -> str:
        return self.says.partition(":")[2]


@dataclass(frozen=True)
class Corrections:
    """All of one file."""

    of_file: tuple[Correction, ...] = ()

    def of_sheet(self, name: str | None) -> SheetCorrections:
        own = (correction for correction in self.of_file if correction.sheet == (name or ""))
        return SheetCorrections.of(own)


@dataclass(frozen=True)
class SheetCorrections:
    """Place → kind → what it says of it."""

    places: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, corrections: Iterable[Correction]) -> SheetCorrections:
        places: dict[str, dict[str, str]] = {}
        for correction in corrections:
            places.setdefault(correction.place, {})[correction.kind] = correction.what
        return cls(places)

    def said(self, place: str, kind: str) -> str | None:
        """What was said of a place; empty where the kind says all."""
        return self.places.get(place, {}).get(kind)

    def is_unread(self, place: str) -> bool:
        return UNREAD in self.places.get(place, {})

    @cached_property
    def header_places(self) -> frozenset[str]:
        """The rows (of a table turned on its side: the columns) that are said to be headings."""
        return frozenset(place for place, kinds in self.places.items() if HEADER in kinds)


def is_sayable(says: str) -> bool:
    """Whether it is one of the things that can be said."""
    kind, _, what = says.partition(":")
    known = _KNOWN.get(kind)
    return known is not None and bool(known.fullmatch(what))


NO_CORRECTIONS: Final = Corrections()
