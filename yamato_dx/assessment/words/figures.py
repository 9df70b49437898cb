"""A number of a KPI and its unit, rounded half up: the same digits on every face."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from yamato_dx.i18n import needed_decimals, number, text, true_decimals, unit_of
from yamato_dx.plan.model.types import Kpi

# Of a share that was reduced: the plan's KPI counts hours and says nothing of its decimals.
REDUCTION_DECIMALS: Final = 1
_SIGNIFICANT: Final = 12  # finer than 1e-9, coarser than the noise of floating point
_EXACT_DECIMALS: Final = 6
_RATIO_DECIMALS: Final = 4


class Figure(NamedTuple):
    """A number as printed, and what stands behind it: unit, or unit and word."""

    number: str
    unit: str


def spoken(figure: Figure, lang: str) -> str:
    """1,105件 / 1,105 certificates; the number alone where there is no unit."""
    if not figure.unit:
        return figure.number
    return text("assessment.figure", lang, number=figure.number, unit=figure.unit)


def tidy(value: float) -> float:
    """Without the noise of the machine: 1 − 9,796 / 12,400 is 0.21."""
    return float(f"{value:.{_SIGNIFICANT}g}")


def percent(share: float) -> float:
    """0.285 → 28.5 exactly; 0.285 × 100 would be 28.499999999999996 and print as 28."""
    return float(Decimal(repr(tidy(share))).scaleb(2))


def exact(
    value: float,
    lang: str,
    limit: int = _EXACT_DECIMALS,
    *,
    beside: Iterable[float] = (),
    sign: Literal[1, -1] = 1,
) -> str:
    """As many decimals as the value has, at most `limit`: 26.283328, 1,200; more only where it
    would be printed as one of the figures `beside` it, of which it falls short."""
    shown = tidy(value)
    decimals = true_decimals(shown, beside, needed_decimals(shown, limit), sign)
    return number(shown, decimals, lang)


def exact_figure(
    value: float,
    kpi: Kpi,
    lang: str,
    *,
    beside: Iterable[float] = (),
    sign: Literal[1, -1] = 1,
) -> Figure:
    """A value of the KPI with all its decimals, as formulas need it; `beside` as stored."""
    if is_share(kpi):
        shown = exact(percent(value), lang, beside=map(percent, beside), sign=sign)
        return Figure(shown, text("assessment.unit.percent", lang))
    shown = exact(value, lang, beside=map(tidy, beside), sign=sign)
    return Figure(shown, unit_of(shown, kpi.unit.in_language(lang), lang))


def exact_percent(
    share: float, lang: str, limit: int = _EXACT_DECIMALS, *, beside: Iterable[float] = ()
) -> str:
    """A share in percent with all its decimals: 74.21%."""
    shown = exact(percent(share), lang, limit, beside=map(percent, beside))
    return spoken(Figure(shown, text("assessment.unit.percent", lang)), lang)


def ratio_number(ratio: float, lang: str, beside: Iterable[float]) -> str:
    """0.9208: a ratio as formulas print it."""
    return exact(ratio, lang, _RATIO_DECIMALS, beside=beside)


def percent_number(share: float, lang: str, beside: Iterable[float] = (), decimals: int = 1) -> str:
    """0.92083 → 92.1 by the rule of digits: never printed as one of the shares `beside` it that
    it falls short of."""
    shown = percent(share)
    return number(shown, true_decimals(shown, map(percent, beside), decimals), lang)


def is_share(kpi: Kpi) -> bool:
    """Its values are parts of a whole, 0–1 in the record and percent on every face."""
    return kpi.value_form in ("share", "fraction")
