"""Whether a text could be the figure of another clean file: then nobody can tell from it alone
that it is a wrong one. Independent of the reader that is measured."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from benchmarks.intake_faults.book import Book, Place
from benchmarks.intake_faults.figures import kpis, printed_rate, value_of
from benchmarks.intake_faults.truth import Key, Truth
from yamato_dx.fiscal_year import FiscalYear

_HALF: Final = str.maketrans("０１２３４５６７８９，．％／", "0123456789,.%/")
_WHOLE: Final = r"(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)"
_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    "number": re.compile(rf"{_WHOLE}(?:\.[0-9]+)?"),
    "share": re.compile(rf"{_WHOLE}(?:\.[0-9]+)?%?"),
    "fraction": re.compile(rf"(?P<part>{_WHOLE})/(?P<whole>{_WHOLE})"),
    "count_with_coverage": re.compile(rf"{_WHOLE}回（(?P<part>{_WHOLE})/(?P<whole>{_WHOLE})人）"),
}
# So much a mean with one decimal may be off.
_ROUNDED: Final = 0.05
# In a cell that says its year itself.
_YEAR_BEHIND: Final = re.compile(r"\s*（[^）]*年度）$")
# Of KPI 7 the plan does not say of how many.
_TOTALS: Final = {"2": 20}
# Behind the point, of what is measured; what is counted has none.
_MOST_DIGITS: Final = {"1": 2, "3": 2, "5": 2, "6": 2}


def as_written(truth: Truth, text: str) -> Truth | None:
    """The figure that the text would be in the place of `truth`; None where it can be none."""
    kpi = kpis()[truth.kpi_no]
    unit = truth.unit if kpi.value_form == "number" else ""
    plain = _YEAR_BEHIND.sub("", text.translate(_HALF)).removesuffix(unit)
    found = _FORMS[kpi.value_form].fullmatch(plain)
    if not found:
        return None
    shown = plain.removesuffix("%").replace(",", "")
    digits = len(shown.partition(".")[2])
    if digits > _MOST_DIGITS.get(truth.kpi_no, 0) and kpi.value_form in ("number", "share"):
        return None
    if "part" in found.groupdict():
        part, whole = (int(found[name].replace(",", "")) for name in ("part", "whole"))
        if not 0 < whole == _TOTALS.get(truth.kpi_no, whole) or part > whole:
            return None
    value = value_of(truth.kpi_no, shown)
    if kpi.value_form == "share" and not (value is not None and 0 <= value <= 1):
        return None
    return replace(truth, value=value, shown=shown)


def printed_in(book: Book, changed: Sequence[Place], clean: Book) -> tuple[Truth, ...] | None:
    """What now stands in the file, if it could be that of another clean one: each changed cell is a
    figure of its KPI, and nothing else that is printed contradicts it."""
    instead: dict[tuple[Key, str], Truth | None] = {}
    for place in changed:
        cell = book.at(place)
        if cell.truth is None:
            continue
        told = as_written(cell.truth, cell.text) if cell.text else None
        if told is None and cell.text:
            return None
        is_witnessed = cell.truth.key in clean.witnessed and cell.truth.month is None
        if told and is_witnessed and _is_contradicted(cell.truth, told):
            return None
        instead[(cell.truth.key, cell.truth.role)] = told
    if not all(_comes_out(months, instead) for months in _witnessed_months(clean)):
        return None
    standing = (instead.get((truth.key, truth.role), truth) for truth in clean.truths)
    return tuple(truth for truth in standing if truth)


def _witnessed_months(clean: Book) -> Iterable[list[Truth]]:
    """The months of each KPI and year whose sum is printed."""
    found: dict[tuple[str, int], list[Truth]] = defaultdict(list)
    for truth in clean.truths:
        if truth.month is not None and truth.key in clean.witnessed:
            found[(truth.kpi_no, truth.fiscal_year)].append(truth)
    return found.values()


def _comes_out(months: Sequence[Truth], instead: Mapping[tuple[Key, str], Truth | None]) -> bool:
    """Whether the sum of the months, or their mean as it is printed, is as it was: then nothing
    tells which of them were changed."""
    told = [instead.get((month.key, month.role), month) for month in months]
    before = sum(month.value or 0 for month in months)
    after = sum(one.value or 0 for one in told if one)
    if kpis()[months[0].kpi_no].adds_up:
        return math.isclose(after, before)
    return abs(after - before) / len(months) < _ROUNDED


def _is_contradicted(truth: Truth, told: Truth) -> bool:
    """By the rate that is printed of the true figure."""
    if truth.value == told.value:
        return False
    target = kpis()[truth.kpi_no].target_in(FiscalYear(truth.fiscal_year))
    if not target or not truth.value or not told.value:
        return True
    before, after = (
        float(printed_rate(truth.kpi_no, value, target).rstrip("%"))
        for value in (truth.value, told.value)
    )
    return abs(before - after) > 0.1
