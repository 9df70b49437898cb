"""A number of a KPI and its unit, rounded half up: the same digits on every face."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from yamato_dx.i18n import distinct_decimals, half_up, number, text
from yamato_dx.plan.types import Kpi

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


def needed_decimals(value: float, limit: int = _EXACT_DECIMALS) -> int:
    """Decimals that `value` needs to print whole, at most `limit`."""
    return next(
        (one for one in range(limit) if half_up(value, one) == half_up(value, limit)), limit
    )


def exact(value: float, lang: str, limit: int = _EXACT_DECIMALS) -> str:
    """As many decimals as the value has, at most `limit`: 26.283328, 1,200."""
    return number(tidy(value), needed_decimals(tidy(value), limit), lang)


def exact_figure(value: float, kpi: Kpi, lang: str) -> Figure:
    """A value of the KPI with all its decimals, as formulas need it."""
    if is_share(kpi):
        return Figure(exact(percent(value), lang), text("assessment.unit.percent", lang))
    return Figure(exact(value, lang), kpi.unit.in_language(lang))


def exact_percent(share: float, lang: str) -> str:
    """A share in percent with all its decimals: 74.21%."""
    unit = text("assessment.unit.percent", lang)
    return spoken(Figure(exact(percent(share), lang), unit), lang)


def ratio_and_percent(ratio: float, lang: str, *, unlike: tuple[float, ...]) -> dict[str, str]:
    """A ratio as 0.9208 and 92.1%; never printed like one of `unlike`, which it is not."""
    decimals = max(
        (distinct_decimals(tidy(ratio), other, _RATIO_DECIMALS) for other in unlike),
        default=_RATIO_DECIMALS,
    )
    of_percent = max(
        (distinct_decimals(percent(ratio), percent(other), 1) for other in unlike), default=1
    )
    return {
        "ratio": exact(ratio, lang, decimals),
        "percent": number(percent(ratio), of_percent, lang),
    }


def is_share(kpi: Kpi) -> bool:
    """Its values are parts of a whole, 0–1 in the record and percent on every face."""
    return kpi.value_form in ("share", "fraction")
