"""A single value of a plan as text, read and written.

Every scalar is text until its declared type says otherwise, so that `no`, `1.0`,
`2.0` or a date never turn into something that nobody wrote. Years, days and numbers are read in
every form in which a report may have them, and written in one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from yamato_dx.date_words import plain
from yamato_dx.fiscal_year import FiscalYear, parse_day, parse_fiscal_year, parse_month
from yamato_dx.lettering import half_width, nfkc
from yamato_dx.number_words import PLAIN, number_and_unit
from yamato_dx.plan.model.declared import Declared, ValueKind
from yamato_dx.plan.model.words import FLAGS, choices_of, code_of

# Digits that a float holds exactly, before and behind the point.
_MOST_DIGITS: Final = 15
_MONTH_DAY: Final = re.compile(r"(?P<month>[0-9]{1,2})(?:[-/.]|月)(?P<day>[0-9]{1,2})日?")
# What is typed for the hyphen of 9-1.
_DASH: Final = re.compile(r"(?<=[0-9])[‐‑–—―−ー─](?=[0-9])")
# As exact as a plan says when something happened: a fiscal year, a year, a month or a day.
_MOMENT: Final = re.compile(r"FY\d{4}|\d{4}(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?)?", re.ASCII)
_SAYS_FISCAL: Final = re.compile(r"FY|年度")


@dataclass(frozen=True)
class Measured:
    """A number and the unit behind it; `unit` is "" where there is none. `raw`: as written."""

    number: Decimal
    unit: str
    raw: str


def measured(raw: str) -> Measured:
    """«１，２００», «74%», «20業務». Raises ValueError."""
    found = PLAIN.fullmatch(half_width(raw))
    if not found:
        raise ValueError(raw)
    number, unit = number_and_unit(found)
    whole, _, fraction = f"{abs(number):f}".partition(".")
    if max(len(whole), len(fraction)) > _MOST_DIGITS:
        raise ValueError(raw)
    return Measured(number, unit, raw)


def _integer(raw: str) -> int:
    value = measured(raw)
    if value.unit or "." in half_width(raw):
        raise ValueError(raw)
    return int(value.number)


def _narrow(raw: str) -> str:
    narrow = _DASH.sub("-", nfkc(raw))
    if not narrow:
        raise ValueError(raw)
    return narrow


def _fiscal_year(raw: str) -> FiscalYear:
    year = parse_fiscal_year(raw)
    if not isinstance(year, FiscalYear):
        raise ValueError(raw)
    return year


def _day(raw: str) -> date:
    day = parse_day(raw)
    if not isinstance(day, date):
        raise ValueError(raw)
    return day


def _month(raw: str) -> str:
    first = parse_month(raw)
    if not isinstance(first, date):
        raise ValueError(raw)
    return f"{first:%Y-%m}"


def _month_day(raw: str) -> tuple[int, int]:
    found = _MONTH_DAY.fullmatch(plain(raw))
    if not found:
        raise ValueError(raw)
    # A year without 29 February: a due date must exist in every year.
    day = date(2023, int(found["month"]), int(found["day"]))
    return day.month, day.day


def _moment(raw: str) -> str:
    folded = plain(raw)
    if _MOMENT.fullmatch(folded):
        digits = folded.removeprefix("FY")
        date.fromisoformat(digits + "0000-01-01"[len(digits) :])
        return folded
    for parse, form in ((parse_day, "%Y-%m-%d"), (parse_month, "%Y-%m")):
        day = parse(folded)
        if isinstance(day, date):
            return day.strftime(form)
    year = _fiscal_year(folded).start_year
    if _SAYS_FISCAL.search(folded):
        return f"FY{year}"
    if not folded.endswith("年"):  # R5 may be the year or the fiscal year
        raise ValueError(raw)
    return f"{year}"


SCALARS: Final[Mapping[ValueKind, tuple[str, Callable[[str, Declared], Any]]]] = {
    "text": ("empty_value", lambda raw, _form: raw),
    "half_width": ("empty_value", lambda raw, _form: _narrow(raw)),
    "integer": ("not_an_integer", lambda raw, _form: _integer(raw)),
    "number": ("not_a_number", lambda raw, _form: float(measured(raw).number)),
    "flag": ("not_a_flag", lambda raw, form: code_of(raw, choices_of(form)) == FLAGS[0]),
    "fiscal_year": ("not_a_fiscal_year", lambda raw, _form: _fiscal_year(raw)),
    "day": ("not_a_day", lambda raw, _form: _day(raw)),
    "month": ("bad_month", lambda raw, _form: _month(raw)),
    "moment": ("bad_event_date", lambda raw, _form: _moment(raw)),
    "month_day": ("not_a_month_day", lambda raw, _form: _month_day(raw)),
    "choice": ("not_a_choice", lambda raw, form: code_of(raw, choices_of(form))),
}


def written(value: Any, form: Declared) -> str:
    """A value as a person would type it into a plan; "" for None."""
    if value is None:
        return ""
    if form.kind == "list":
        return "\n".join(value)
    if isinstance(value, bool):
        return FLAGS[0] if value else FLAGS[1]
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    if isinstance(value, FiscalYear):
        return str(value.start_year)
    if isinstance(value, date):
        return value.isoformat()
    if form.kind == "month_day":
        return f"{value[0]:02}-{value[1]:02}"
    return str(value)
