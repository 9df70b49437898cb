"""Which KPI and which municipality a row is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from yamato_dx.date_words import before_the_date
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.context import Context, folded_number, numbered_in
from yamato_dx.intake.files.sheet import Codes, Column, distinct, fault_finding
from yamato_dx.intake.finding import Fault, Finding
from yamato_dx.intake.problem import Choice, read_as
from yamato_dx.lettering import is_blank, is_ditto, lost_sign, nfkc, visible
from yamato_dx.plan.model.types import Kpi

UNKNOWN = -1
_LIST_MARK = re.compile(r"\(?(?P<number>[0-9]{1,2})\)")
_KANJI_NUMBER = re.compile(r"[〇一二三四五六七八九十]+(?:[-のノ][〇一二三四五六七八九十]+)?")
# Below this two names are not the same words (measured on shortened and on other KPIs' names).
_ALIKE = 0.6


def read_kpis(
    numbers: Column, years: NDArray[np.float64], context: Context, names: Column
) -> tuple[Codes, Finding]:
    """Place in `context.kpis` of each row, UNKNOWN where its number is none of the plan's. Where
    two plans of the year print one number, the row's name tells which KPI it is, or it is asked."""
    numberings = {
        year: context.numbering(FiscalYear(year) if year else None)
        for year in np.unique(np.nan_to_num(years).astype(np.int64)).tolist()
    }
    is_shared = any(len(places) > 1 for found in numberings.values() for places in found.values())

    def read(texts: tuple[str, ...], year: int) -> int | Fault:
        number, *name = texts
        return _read_number(number, "".join(name), numberings[year], context)

    return read_texts((numbers, names) if is_shared else (numbers,), years, read, "kpi_no")


def read_texts(
    columns: tuple[Column, ...],
    years: NDArray[np.float64],
    read: Callable[[tuple[str, ...], int], int | Fault],
    column: str,
) -> tuple[Codes, Finding]:
    """The place that `read` finds of each row's texts in its year, 0 where the year is not known.
    Equal texts are read once a year."""
    year_codes = np.nan_to_num(years).astype(np.int64)
    ids, firsts = distinct(year_codes, *(cells.codes for cells in columns))
    found = [
        read(tuple(cells.words[cells.codes[first]] for cells in columns), int(year_codes[first]))
        for first in firsts.tolist()
    ]
    faults = np.empty(len(found), dtype=object)
    faults[:] = [reading if isinstance(reading, Fault) else None for reading in found]
    places = [UNKNOWN if isinstance(reading, Fault) else reading for reading in found]
    return np.array(places, dtype=np.int64)[ids], fault_finding(column, ids, faults)


def _read_number(
    text: str, name: str, numbering: Mapping[str, tuple[int, ...]], context: Context
) -> int | Fault:
    folded = folded_number(text)
    if not folded:
        return Fault("refuse", "kpi_no_missing")
    places = numbering.get(folded) or numbering.get(nfkc(text))
    if places:
        return places[0] if len(places) == 1 else _told_by_name(text, name, places, context)
    meant = before_the_date(text)
    if meant and meant in numbering:
        return Fault("ask", "kpi_no_is_date", {"kpi_no": meant}, read_as(meant, column="kpi_no"))
    known = (place for places in numbering.values() for place in places)
    numbers = dict.fromkeys(context.kpis[place].kpi_no for place in known)
    return _why_no_kpi(text, ", ".join(numbers))


def _told_by_name(text: str, name: str, places: tuple[int, ...], context: Context) -> int | Fault:
    """Which of the KPIs is called so; asked where that is none of them, or not one alone."""
    called = [place for place in places if _likeness(name, context.kpis[place]) >= _ALIKE]
    if len(called) == 1 and not is_blank(name):
        return called[0]
    found = [(context.version_of(place), context.kpis[place]) for place in places]
    choices = tuple(
        Choice(
            number := numbered_in(plan, kpi),
            {"kpi_no": number},
            words="kpi_of_plan",
            values=named(kpi) | {"plan": plan.title},
        )
        for plan, kpi in found
    )
    return Fault("ask", "kpi_no_of_two_plans", {"kpi_no": visible(text).strip()}, choices)


def _why_no_kpi(text: str, numbers: str) -> Fault:
    written = nfkc(text)
    fault = unreadable(text)
    if fault:
        return fault
    if _KANJI_NUMBER.fullmatch(written):
        return Fault("refuse", "kanji_number")
    values = {"kpi_no": visible(text).strip(), "numbers": numbers}
    mark = _LIST_MARK.fullmatch(written)
    if mark:
        return Fault("refuse", "kpi_no_list_mark", values | {"number": mark["number"]})
    return Fault("refuse", "unknown_kpi", values)


def unreadable(text: str) -> Fault | None:
    """Of a text that says nothing by itself."""
    if is_ditto(text):
        return Fault("refuse", "ditto")
    sign = lost_sign(text)
    return Fault("refuse", "lost_sign", {"sign": sign}) if sign else None


def check_names(kpis: Codes, names: Column, context: Context) -> Finding:
    """A name that is clearly another KPI's is asked; one that is nobody's is noted once."""
    ids, firsts = distinct(kpis + 1, names.codes)
    faults = np.empty(len(firsts), dtype=object)
    for place, first in enumerate(firsts.tolist()):
        name = names.words[names.codes[first]]
        if kpis[first] != UNKNOWN and not is_blank(name):
            faults[place] = _name_fault(name, int(kpis[first]), context)
    finding = fault_finding("kpi_name", ids, faults)
    is_first = np.isin(finding.positions, firsts)
    is_asked = np.array([fault.severity == "ask" for fault in finding.faults], dtype=bool)
    kept = is_first | is_asked
    return Finding("kpi_name", finding.positions[kept], finding.faults[kept])


def _name_fault(name: str, place: int, context: Context) -> Fault | None:
    """Held against the KPIs of the version by whose numbering the row was read."""
    kpi = context.kpis[place]
    if _likeness(name, kpi) >= _ALIKE:
        return None
    other = max(context.version_of(place).kpis, key=lambda kpi: _likeness(name, kpi))
    values = {"name": name.strip(), "kpi_no": kpi.kpi_no, "expected": kpi.name}
    if other.kpi_id == kpi.kpi_id or _likeness(name, other) < _ALIKE:
        return Fault("note", "name_unknown", values)
    values |= {"other_no": other.kpi_no, "other": other.name}
    choices = (
        Choice("number", {"kpi_name": kpi.name.ja}, words="kpi", values=named(kpi)),
        Choice("name", {"kpi_no": other.kpi_no}, words="kpi", values=named(other)),
    )
    return Fault("ask", "name_of_other_kpi", values, choices)


def named(kpi: Kpi, name: str = "name") -> dict[str, object]:
    return {"kpi_no": kpi.kpi_no, name: kpi.name}


def _likeness(name: str, kpi: Kpi) -> float:
    """1.0 for a name of the KPI or a part of one, else how many characters match in order."""
    written = nfkc(name).casefold()
    known = {
        nfkc(words).casefold()
        for text in (kpi.name, kpi.short_name)
        for words in (text.ja, text.en)
    }
    if any(
        words and (written == words or (len(written) > 3 and written in words)) for words in known
    ):
        return 1.0
    return max(SequenceMatcher(None, written, words, autojunk=False).ratio() for words in known)


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
