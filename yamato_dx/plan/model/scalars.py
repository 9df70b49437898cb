"""A single value of a plan as text, read and written.

Every scalar is text until its declared type says otherwise, so that `no`, `1.0`,
`2.0` or a date never turn into something that nobody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.declared import Declared, ValueKind


def _matching(pattern: str, raw: str) -> str:
    if not re.fullmatch(pattern, raw, re.ASCII):
        raise ValueError(raw)
    return raw


def _choice(raw: str, form: Declared) -> str:
    if raw not in form.choices:
        raise ValueError(raw)
    return raw


def _month_day(raw: str) -> tuple[int, int]:
    # A year without 29 February: a due date must exist in every year.
    day = date.fromisoformat("2023-" + _matching(r"\d\d-\d\d", raw))
    return day.month, day.day


SCALARS: Final[Mapping[ValueKind, tuple[str, Callable[[str, Declared], Any]]]] = {
    "text": ("empty_value", lambda raw, _form: raw),
    "integer": ("not_an_integer", lambda raw, _form: int(_matching(r"-?\d{1,15}", raw))),
    "number": (
        "not_a_number",
        lambda raw, _form: float(_matching(r"-?\d{1,15}(\.\d{1,15})?", raw)),
    ),
    "flag": ("not_a_flag", lambda raw, _form: _matching("true|false", raw) == "true"),
    "fiscal_year": (
        "not_a_fiscal_year",
        lambda raw, _form: FiscalYear(int(_matching(r"(19[3-9]|20\d|21\d)\d", raw))),
    ),
    "day": (
        "not_a_day",
        lambda raw, _form: date.fromisoformat(_matching(r"\d{4}-\d\d-\d\d", raw)),
    ),
    "month_day": ("not_a_month_day", lambda raw, _form: _month_day(raw)),
    "choice": ("not_a_choice", _choice),
}


def written(value: Any, form: Declared) -> str:
    """A value as a person would type it into a plan; "" for None."""
    if value is None:
        return ""
    if form.kind == "list":
        return "\n".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    if isinstance(value, FiscalYear):
        return str(value.start_year)
    if isinstance(value, date):
        return value.isoformat()
    if form.kind == "month_day":
        return f"{value[0]:02}-{value[1]:02}"
    return str(value)
