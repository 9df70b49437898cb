"""Figures that can be stored but hardly be true: far from last year, from the target or from the
months beside them, a running total that falls, a count with decimals.

A person says yes to each (`confirm`). The factors are defaults of ours (初期設定); a plan may set
its own for a KPI (`Kpi.unlikely`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from yamato_dx.i18n import LANGUAGES, number, text, unit_of
from yamato_dx.intake.arrays import Flags, Floats
from yamato_dx.intake.checks.denominators import other_denominators
from yamato_dx.intake.checks.held_against import ComparedFigures, figures_beside
from yamato_dx.intake.context import Context
from yamato_dx.intake.earlier import EQUAL, VALUE_KEY, Earlier
from yamato_dx.intake.problem import BESIDE, Problem
from yamato_dx.lettering import nfkc
from yamato_dx.plan.model.types import Kpi, Text, Unlikely

# ×3 or ÷3 of last year, ×10 or ÷10 of the nearest target, ×5 or ÷5 of the other months.
DEFAULTS: Final = Unlikely(from_last_year=3, from_target=10, from_neighbours=5)
# ×5 of the year's own target: one digit too many in what is half of it or more.
FROM_OWN_TARGET: Final = 5
# Things that are counted: a part of one is a slip of the comma. NFKC.
_COUNTED: Final = frozenset(
    (
        *("件", "人", "名", "回", "台", "枚", "校", "か所", "カ所", "ヶ所", "ケ所", "箇所"),
        *("業務", "施設", "団体", "世帯", "講座", "種類", "項目", "手続", "事業"),
    )
)
# One municipality has some hundred figures; a file of more unlikely ones is another file.
MOST: Final = 1_000
_NO_FIGURES: Final[Floats] = np.zeros(0)


def is_count(kpi: Kpi) -> bool:
    """Whether the KPI counts whole things: as its plan says, else by its unit."""
    if kpi.is_count is not None:
        return kpi.is_count
    return (
        kpi.value_form in ("number", "count_with_coverage")
        and kpi.aggregation != "weighted_mean"
        and nfkc(kpi.unit.ja) in _COUNTED
    )


def unlikely_figures(values: pd.DataFrame, context: Context, heading: str) -> tuple[Problem, ...]:
    """One `confirm` per VALUE that is hardly true, and one per count with decimals or other
    denominator.

    What stands already, and what somebody said yes to before, is not asked again. `heading`: of
    the column of values. More than a person can look at are one problem of the whole file.
    """
    earlier = context.earlier
    is_new = values["actual_value"].notna().to_numpy() & ~earlier.stands(values)
    if not is_new.any():
        return ()
    figures = figures_beside(values, is_new, context)
    found = sorted(_findings(figures), key=lambda finding: finding[0])
    denominators = other_denominators(values, is_new, context, heading)
    count = len(found) + len(denominators)
    if count > MOST:
        return (Problem("refuse", "unlikely_too_many", values={"count": count}),)
    unlikely = (
        _problem(figures, position, check, heading)
        for position, check in found
        if not _is_confirmed(figures, position, check.code, earlier)
    )
    return (*unlikely, *denominators)


def _is_confirmed(figures: ComparedFigures, position: int, code: str, earlier: Earlier) -> bool:
    if not earlier.yeses:
        return False
    key = (code, *(figures.rows[name].iloc[position] for name in VALUE_KEY))
    confirmed = earlier.yeses.get(key, _NO_FIGURES)
    return bool(np.isclose(confirmed, figures.value[position], rtol=EQUAL, atol=0).any())


def _is_number(kpi: Kpi) -> bool:
    return kpi.value_form == "number"


def _factor(figures: ComparedFigures, name: str, default: float) -> Floats:
    """Per row, the factor of its KPI: its plan's, else `default`."""

    def factor_of(kpi: Kpi) -> float:
        own = getattr(kpi.unlikely, name, None)
        return float(default if own is None else own)

    return figures.of_kpis(factor_of)


def _is_far(figures: ComparedFigures, beside: Floats, name: str, span: Floats | int = 1) -> Flags:
    """Whether each value is so many times what it is held against (`span` times, if it may hold
    more), or so small a part of it."""
    times = _factor(figures, name, getattr(DEFAULTS, name))
    is_beyond = (figures.value >= beside * span * times) | (figures.value * times <= beside)
    is_far: Flags = (beside > 0) & is_beyond
    return is_far


@dataclass(frozen=True)
class _Check:
    """`finds`: which values are unlikely. `beside`: what its sentence names beside the value: one
    of `BESIDE`, or `highest`."""

    code: str
    finds: Callable[[ComparedFigures], Flags]
    beside: str | None = None


def _falls(figures: ComparedFigures) -> Flags:
    is_below: Flags = figures.value < figures.highest * (1 - EQUAL)
    return figures.where(lambda kpi: kpi.is_cumulative) & is_below


def _far_from_last_year(figures: ComparedFigures) -> Flags:
    """A 0 is no small part of a twelfth: courses are not held every month."""
    is_share = figures.is_twelfth & ~figures.is_same_month
    span = np.where(is_share, figures.span, 1)
    is_asked: Flags = ~(is_share & (figures.value == 0))
    is_far = _is_far(figures, figures.before, "from_last_year", span)
    return figures.where(_is_number) & is_asked & is_far


def _far_from_target(figures: ComparedFigures) -> Flags:
    """Only where nothing earlier is known. A 0 is no small part of anything."""
    is_asked: Flags = ~(figures.before > 0) & (figures.value != 0)
    is_far = _is_far(figures, figures.target, "from_target", figures.span) | _beyond_own(figures)
    return figures.where(_is_number) & is_asked & is_far


def _beyond_own(figures: ComparedFigures) -> Flags:
    """Whether the figure of a year is so many times the target of that year."""
    times = _factor(figures, "from_target", FROM_OWN_TARGET)
    is_beyond: Flags = (figures.own_target > 0) & (figures.value >= figures.own_target * times)
    return is_beyond


def _far_from_neighbours(figures: ComparedFigures) -> Flags:
    """Of the values that are far from any month of their year, those far from the median."""
    figures_or_none = np.where(figures.years == 0, np.nan, figures.years)
    lowest, highest = (least.reduce(figures_or_none, axis=1) for least in (np.fmin, np.fmax))
    is_far_from_any = _is_far(figures, lowest[figures.year_places], "from_neighbours")
    is_far_from_any |= _is_far(figures, highest[figures.year_places], "from_neighbours")
    candidates = np.flatnonzero(figures.where(_is_number) & is_far_from_any)
    medians = np.full(len(figures.value), np.nan)
    medians[candidates] = figures.median_of_others(candidates)
    return _is_far(figures, medians, "from_neighbours")


def _negative(figures: ComparedFigures) -> Flags:
    """Where neither last year nor the target was one: 社会増減 may be."""
    is_expected = (figures.before < 0) | (figures.target < 0)
    is_negative: Flags = (figures.value < 0) & ~is_expected
    return figures.where(lambda kpi: kpi.minimum is None) & is_negative


def _has_decimals(figures: ComparedFigures) -> Flags:
    is_part: Flags = figures.value % 1 != 0
    return figures.where(is_count) & is_part


# Of these the first that fits; then, by itself, the last.
_CHECKS: Final = (
    _Check("cumulative_falls", _falls, "highest"),
    _Check("negative_unbounded", _negative),
    _Check("far_from_last_year", _far_from_last_year, "last_year"),
    _Check("far_from_neighbours", _far_from_neighbours, "other_months"),
    _Check("far_from_target", _far_from_target, "target"),
)
_DECIMALS: Final = _Check("count_with_decimals", _has_decimals)


def _findings(figures: ComparedFigures) -> Iterator[tuple[int, _Check]]:
    is_found = np.zeros(len(figures.value), dtype=bool)
    for check in _CHECKS:
        fits = check.finds(figures) & ~is_found
        is_found |= fits
        yield from ((position, check) for position in np.flatnonzero(fits).tolist())
    for position in np.flatnonzero(_DECIMALS.finds(figures)).tolist():
        yield position, _DECIMALS


def _problem(figures: ComparedFigures, position: int, check: _Check, heading: str) -> Problem:
    row = figures.rows.iloc[position]
    kpi = figures.kpis[figures.kpi_codes[position]]
    known = {
        "last_year": figures.before[position],
        "other_months": figures.median_of_others(np.array([position]))[0],
        "target": figures.target[position],
        "highest": figures.highest[position],
    }
    known_words = {
        name: in_unit(kpi, float(figure)) for name, figure in known.items() if figure == figure
    }
    values: dict[str, object] = {
        "kpi_no": kpi.kpi_no,
        "value": in_unit(kpi, figures.value[position]),
    }
    if check.beside:
        values["held"] = _in_words(figures, position, check.beside, known_words.pop(check.beside))
    values |= {name: words for name, words in known_words.items() if name in BESIDE}
    raw = row["raw_text"] if isinstance(row["raw_text"], str) else None
    sheet = row["sheet"] if isinstance(row["sheet"], str) else None
    return Problem("confirm", check.code, int(row["row_no"]), heading, raw, sheet, values)


def _in_words(figures: ComparedFigures, position: int, name: str, figure: Text) -> Text:
    """What a value is held against, with its figure: a twelfth is not what anybody reported."""
    if name == "last_year" and figures.is_same_month[position]:
        name = "same_month"
    elif name in ("last_year", "target") and figures.is_twelfth[position]:
        name = f"{name}_twelfth"
    words = {
        lang: text(f"intake.held.{name}", lang, figure=figure.in_language(lang))
        for lang in LANGUAGES
    }
    return Text(**words)


def in_unit(kpi: Kpi, value: float) -> Text:
    """In the words of both languages: 1,105件 / 1,105 issued; parts of a whole in percent."""
    if kpi.value_form in ("share", "fraction"):
        percent = {lang: f"{number(value * 100, 1, lang)}%" for lang in ("ja", "en")}
        return Text(**percent)
    decimals = kpi.decimals if value == round(value, kpi.decimals) else kpi.decimals + 2
    shown = number(value, decimals, "en")
    return Text(
        f"{number(value, decimals, 'ja')}{kpi.unit.ja}",
        f"{shown} {unit_of(shown, kpi.unit.en, 'en')}",
    )
