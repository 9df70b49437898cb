"""Which KPI a row is about, in a file that names its KPIs and has no column of their numbers.

A name counts only as it stands in the plan. One that is merely like it is asked about, for two
KPIs of a plan often differ in a few letters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.cells.identity import named, read_texts, unreadable
from yamato_dx.intake.context import Context, folded_number
from yamato_dx.intake.files.sheet import Codes, Column
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.problem import Choice
from yamato_dx.lettering import nfkc, visible
from yamato_dx.plan.model.types import Kpi

# From here up a name is another's with a few letters written otherwise.
_NEARLY: Final = 0.8
# A shorter text stands in too many names to be a part of one.
_SHORTEST_PART: Final = 3
# More are no question that a person answers.
_MOST_ASKED: Final = 5


@dataclass(frozen=True)
class KpiNames:
    """The KPIs by whose names the rows of a year are read, by their places; of one that several
    plans have, the first. `names`: all that the plans call each."""

    kpis: Mapping[int, Kpi]
    names: Mapping[int, frozenset[str]]
    numbering: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(
        cls, placed: Sequence[tuple[int, Kpi]], numbering: Mapping[str, tuple[int, ...]]
    ) -> KpiNames:
        called: dict[str, frozenset[str]] = defaultdict(frozenset)
        firsts: dict[str, tuple[int, Kpi]] = {}
        for place, kpi in placed:
            called[kpi.kpi_id] |= _names_of(kpi)
            firsts.setdefault(kpi.kpi_id, (place, kpi))
        return cls(
            dict(firsts.values()),
            {place: called[kpi_id] for kpi_id, (place, _) in firsts.items()},
            numbering,
        )

    @cached_property
    def places(self) -> Mapping[str, list[int]]:
        """Those that a plan calls exactly so."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, names in self.names.items():
            for name in names:
                found[name].append(place)
        return dict(found)

    def like(self, name: str) -> list[int]:
        """Those of whose names it is a part, or that stand in it; else those that are spelt
        nearly so; else those whose number it is."""
        parts = [place for place, names in self.names.items() if _is_part(name, names)]
        if parts:
            return parts
        # The second of two texts is taken apart once, so that is the one to hold all against.
        matcher = SequenceMatcher(None, "", name, autojunk=False)
        nearly = [place for place, names in self.names.items() if _is_nearly(matcher, names)]
        return nearly or list(self.numbering.get(folded_number(name), ()))


def read_kpi_names(
    names: Column, years: NDArray[np.float64], context: Context
) -> tuple[Codes, Finding]:
    """Place in `context.kpis` of each row, UNKNOWN where its name is none of the plan's."""
    of_year = {
        year: _names_in(context, FiscalYear(year) if year else None)
        for year in np.unique(np.nan_to_num(years).astype(np.int64)).tolist()
    }
    return read_texts(
        (names,), years, lambda texts, year: _read_name(texts[0], of_year[year]), "kpi_name"
    )


def _names_in(context: Context, year: FiscalYear | None) -> KpiNames:
    numbering = context.numbering(year)
    places = sorted({place for places in numbering.values() for place in places})
    return KpiNames.of([(place, context.kpis[place]) for place in places], numbering)


def _read_name(text: str, known: KpiNames) -> int | Fault:
    name = folded_name(text)
    if not name:
        return Fault("refuse", "kpi_name_missing")
    exactly = known.places.get(name, [])
    if len(exactly) == 1:
        return exactly[0]
    return unreadable(text) or _asked(text, exactly or known.like(name), known)


def _asked(text: str, places: Iterable[int], known: KpiNames) -> Fault:
    kpis = [known.kpis[place] for place in places]
    values: dict[str, object] = {"name": visible(text).strip()}
    if not kpis or len(kpis) > _MOST_ASKED:
        return Fault("refuse", "kpi_name_unknown", values)
    choices = tuple(_choice(kpi) for kpi in kpis)
    if len(kpis) == 1:
        return Fault("ask", "kpi_name_near", values | named(kpis[0], "expected"), choices)
    numbers = "・".join(kpi.kpi_no for kpi in kpis)
    return Fault("ask", "kpi_name_several", values | {"numbers": numbers}, choices)


def _choice(kpi: Kpi) -> Choice:
    """Read anew, number and name together are one KPI's, though two have the same name."""
    cells = {"kpi_name": f"{kpi.kpi_no} {kpi.name.ja}"}
    return Choice(kpi.kpi_no, cells, words="kpi", values=named(kpi))


def folded_name(text: str) -> str:
    """As names are held against each other."""
    return nfkc(text).casefold()


def _names_of(kpi: Kpi) -> frozenset[str]:
    """Full and short, in both languages, also with the number before it."""
    names = {words for text in (kpi.name, kpi.short_name) for words in (text.ja, text.en)}
    return frozenset(
        folded_name(name) for words in names for name in (words, f"{kpi.kpi_no}{words}")
    )


def _is_part(name: str, of: Iterable[str]) -> bool:
    return any(
        min(len(name), len(known)) >= _SHORTEST_PART and (name in known or known in name)
        for known in of
    )


def _is_nearly(matcher: SequenceMatcher[str], known: Iterable[str]) -> bool:
    """The cheap bounds first: a file may hold as many names as rows."""
    for words in known:
        matcher.set_seq1(words)
        bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
        if all(ratio() >= _NEARLY for ratio in bounds):
            return True
    return False
