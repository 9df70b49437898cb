"""Which KPI and which municipality a row is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.cell import nfkc
from yamato_dx.intake.context import Context, folded_number
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.sheet import Codes, Column, distinct, fault_finding
from yamato_dx.plan.types import Kpi

UNKNOWN = -1
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DATED = (
    re.compile(r"(?P<first>[0-9]{1,2})月(?P<second>[0-9]{1,2})日"),
    re.compile(r"[0-9]{4}[-/](?P<first>[0-9]{1,2})[-/](?P<second>[0-9]{1,2})(?:T.*)?"),
    re.compile(r"(?P<second>[0-9]{1,2})-(?P<first>[A-Z]{3})"),
)
# Below this two names are not the same words (measured on shortened and on other KPIs' names).
_ALIKE = 0.6


def read_kpis(
    numbers: Column, years: NDArray[np.float64], context: Context
) -> tuple[Codes, Finding]:
    """Place in `context.kpis` of each row, UNKNOWN where its number is none of the plan's."""
    year_codes = np.nan_to_num(years).astype(np.int64)
    ids, firsts = distinct(year_codes, numbers.codes)
    numberings = {
        year: context.numbering(FiscalYear(year) if year else None)
        for year in np.unique(year_codes).tolist()
    }
    read = [
        _read_number(
            numbers.words[numbers.codes[first]], numberings[int(year_codes[first])], context
        )
        for first in firsts.tolist()
    ]
    faults = np.empty(len(read), dtype=object)
    faults[:] = [one if isinstance(one, Fault) else None for one in read]
    places = [UNKNOWN if isinstance(one, Fault) else one for one in read]
    return np.array(places, dtype=np.int64)[ids], fault_finding("kpi_no", ids, faults)


def _read_number(text: str, numbering: Mapping[str, int], context: Context) -> int | Fault:
    folded = folded_number(text)
    if not folded:
        return Fault("refuse", "kpi_no_missing")
    if folded in numbering:
        return numbering[folded]
    for pattern in _DATED:
        found = pattern.fullmatch(nfkc(text).upper())
        if found:
            meant = f"{_month_number(found['first'])}-{int(found['second'])}"
            if meant in numbering:
                return Fault("ask", "kpi_no_is_date", {"kpi_no": meant})
    numbers = ", ".join(context.kpis[place].kpi_no for place in numbering.values())
    return Fault("refuse", "unknown_kpi", {"kpi_no": text.strip(), "numbers": numbers})


def _month_number(text: str) -> int:
    return _MONTHS.index(text) + 1 if text in _MONTHS else int(text) if text.isdigit() else 0


def check_names(kpis: Codes, names: Column, context: Context) -> Finding:
    """A name that is clearly another KPI's is asked; one that is nobody's is noted once."""
    ids, firsts = distinct(kpis + 1, names.codes)
    faults = np.empty(len(firsts), dtype=object)
    for place, first in enumerate(firsts.tolist()):
        name = names.words[names.codes[first]]
        if kpis[first] != UNKNOWN and name.strip():
            faults[place] = _name_fault(name, context.kpis[kpis[first]], context)
    finding = fault_finding("kpi_name", ids, faults)
    is_first = np.isin(finding.positions, firsts)
    is_asked = np.array([fault.severity == "ask" for fault in finding.faults], dtype=bool)
    kept = is_first | is_asked
    return Finding("kpi_name", finding.positions[kept], finding.faults[kept])


def _name_fault(name: str, kpi: Kpi, context: Context) -> Fault | None:
    own = _likeness(name, kpi)
    if own >= _ALIKE:
        return None
    other = max(context.kpis, key=lambda one: _likeness(name, one))
    values = {"name": name.strip(), "kpi_no": kpi.kpi_no, "expected": kpi.name}
    if other.kpi_id != kpi.kpi_id and _likeness(name, other) >= _ALIKE:
        return Fault("ask", "name_of_other_kpi", values | {"other_no": other.kpi_no})
    return Fault("note", "name_unknown", values)


def _likeness(name: str, kpi: Kpi) -> float:
    """1.0 for a name of the KPI or a part of one, else how many characters match in order."""
    written = nfkc(name).casefold()
    known = {
        nfkc(one).casefold() for text in (kpi.name, kpi.short_name) for one in (text.ja, text.en)
    }
    if any(one and (written == one or (len(written) > 3 and written in one)) for one in known):
        return 1.0
    return max(SequenceMatcher(None, written, one, autojunk=False).ratio() for one in known)


def read_municipality(text: str, context: Context) -> str | Fault:
    """The 6-digit code of a row; blank is the plan's own municipality."""
    code = nfkc(text)
    if not code:
        return context.own_code
    if not re.fullmatch(r"[0-9]{6}", code) or not _has_right_check_digit(code):
        return Fault("refuse", "municipality_code_broken", {"code": code})
    if code not in context.municipality_codes:
        return Fault("refuse", "municipality_other", {"code": code, "own": context.own_code})
    return code


def _has_right_check_digit(code: str) -> bool:
    """全国地方公共団体コード: weights 6 to 2, modulus 11, last digit of the remainder from 11."""
    total = sum(int(digit) * weight for digit, weight in zip(code, range(6, 1, -1), strict=False))
    return (11 - total % 11) % 10 == int(code[5])
