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
from benchmarks.intake_faults.figures import kpis, printed_rate, rate_of, value_of
from benchmarks.intake_faults.truth import Truth
from yamato_dx.fiscal_year import FiscalYear

_HALF: Final = str.maketrans("０１２３４５６７８９，．％／", "0123456789,.%/")
_WHOLE: Final = r"(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)"
_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    "number": re.compile(rf"{_WHOLE}(?:\.[0-9]+)?"),
    "share": re.compile(rf"{_WHOLE}(?:\.[0-9]+)?%?"),
    "fraction": re.compile(rf"(?P<part>{_WHOLE})/(?P<whole>{_WHOLE})"),
    "count_with_coverage": re.compile(rf"{_WHOLE}回（(?P<part>{_WHOLE})/(?P<whole>{_WHOLE})人）"),
}
# So much a figure with one decimal may be off where it is rounded, and where it is cut off.
_ROUNDED, _CUT_OFF = 0.05, 0.1
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
    instead: dict[Truth, Truth | None] = {}
    for place in changed:
        cell = book.at(place)
        if cell.truth is None:
            continue
        told = as_written(cell.truth, cell.text) if cell.text else None
        if told is None and cell.text:
            return None
        instead[cell.truth] = told
    return standing(instead, clean)


def standing(instead: Mapping[Truth, Truth | None], clean: Book) -> tuple[Truth, ...] | None:
    """The figures of the clean book with others, or none, instead of some; None where the plan's
    targets, a rate, or the sum of the months says that they are not the true ones."""
    if any(_is_contradicted(truth, told, clean) for truth, told in instead.items()):
        return None
    if not all(_comes_out(months, year, instead) for months, year in _witnessed_months(clean)):
        return None
    return tuple(told for truth in clean.truths if (told := instead.get(truth, truth)))


def _witnessed_months(clean: Book) -> Iterable[tuple[list[Truth], Truth | None]]:
    """The months of each KPI and year whose sum is printed; the year's figure where that is it."""
    months: dict[tuple[str, int], list[Truth]] = defaultdict(list)
    years: dict[tuple[str, int], Truth] = {}
    for truth in clean.truths:
        place = truth.kpi_no, truth.fiscal_year
        if truth.key in clean.witnessed and truth.month is not None:
            months[place].append(truth)
        elif truth.role == "actual":
            years[place] = truth
    return [(found, years.get(place)) for place, found in months.items()]


def _comes_out(
    months: Sequence[Truth], year: Truth | None, instead: Mapping[Truth, Truth | None]
) -> bool:
    """Whether the sum of the months, or their mean as it is printed, is what it is to be: then
    nothing tells which of them were changed. Months or a year that are gone tell nothing."""
    left = [told for month in months if (told := instead.get(month, month))]
    of_year = instead.get(year, year) if year else None
    if not left or (year and not of_year):
        return True
    before, after = (sum(one.value or 0 for one in some) for some in (months, left))
    if kpis()[months[0].kpi_no].adds_up:
        printed = of_year.value if of_year else before
        return math.isclose(after, printed or 0)
    return abs(after / len(left) - before / len(months)) < _ROUNDED


def _is_contradicted(truth: Truth, told: Truth | None, clean: Book) -> bool:
    """By the target that the plan has of its year, or by the rate that is printed of the true
    figure, be it beside none."""
    if told and told.value == truth.value:
        return False
    if truth.role == "target":
        return told is not None
    is_rated = truth.key in clean.witnessed and truth.month is None
    if not is_rated or any(one.month and one.key[:2] == truth.key[:2] for one in clean.truths):
        return False
    target = kpis()[truth.kpi_no].target_in(FiscalYear(truth.fiscal_year))
    if not target or not truth.value or told is None or not told.value:
        return True
    printed = float(printed_rate(truth.kpi_no, truth.value, target).rstrip("%"))
    rates = [rate_of(truth.kpi_no, value, target) for value in _may_be(told)]
    return not min(rates) - _CUT_OFF < printed <= max(rates) + _ROUNDED


def _may_be(truth: Truth) -> Sequence[float]:
    """The least and the largest figure that is so written: what is measured may be rounded or cut
    off."""
    value = truth.value or 0.0
    if truth.kpi_no not in _MOST_DIGITS:
        return (value,)
    form = kpis()[truth.kpi_no].value_form
    digit = 10.0 ** -len(truth.shown.partition(".")[2]) / (100 if form == "share" else 1)
    return (value - digit / 2, value + digit)
