"""The formula of each shape, with its numbers in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Final

from yamato_dx.assessment.comparison import TOLERANCE
from yamato_dx.assessment.figures import (
    exact,
    exact_figure,
    exact_percent,
    percent,
    ratio_and_percent,
    spoken,
)
from yamato_dx.assessment.order import JUDGED
from yamato_dx.assessment.row_values import Row, known_number, number_in
from yamato_dx.i18n import text
from yamato_dx.plan.types import Kpi, Shape


def formula(row: Row, kpi: Kpi, lang: str) -> list[str]:
    is_reduction = kpi.shape == "reduce_by" and number_in(row, "compared_value") is not None
    reduction = [_reduction(row, kpi, lang)] if is_reduction else []
    if row["verdict"] not in JUDGED:
        return reduction
    return [*reduction, *_FORMULAS[kpi.shape](row, kpi, lang)]


def _reduction(row: Row, kpi: Kpi, lang: str) -> str:
    return text(
        "assessment.formula.reduction",
        lang,
        actual=exact(known_number(row, "actual_value"), lang),
        baseline=spoken(exact_figure(known_number(row, "baseline_value"), kpi, lang), lang),
        compared=exact(percent(known_number(row, "compared_value")), lang, 4),
    )


def _band(row: Row) -> tuple[float, ...]:
    band = known_number(row, "band")
    return (band,) if isfinite(band) else ()


def _ratio(row: Row, lang: str, numerator: str, denominator: str) -> str:
    """«1,105件 ÷ 1,200件 = 0.9208（92.1%）», or that the two have no ratio."""
    ratio = number_in(row, "attainment_ratio")
    values = {"numerator": numerator, "denominator": denominator}
    if ratio is None:
        return text("assessment.formula.no_ratio", lang, **values)
    is_one = abs(ratio - 1) <= TOLERANCE
    unlike = () if row["verdict"] == "met" or is_one else (1.0, *_band(row))
    shown = ratio_and_percent(ratio, lang, unlike=unlike)
    return text("assessment.formula.ratio", lang, **values, **shown)


def _value_of_target(row: Row, kpi: Kpi, lang: str) -> list[str]:
    value, target = _value_and_target(row, kpi, lang)
    return [_ratio(row, lang, value, target)]


def _target_of_value(row: Row, kpi: Kpi, lang: str) -> list[str]:
    value, target = _value_and_target(row, kpi, lang)
    return [_ratio(row, lang, target, value)]


def _value_and_target(row: Row, kpi: Kpi, lang: str) -> tuple[str, str]:
    value = exact_figure(known_number(row, "actual_value"), kpi, lang)
    target = exact_figure(known_number(row, "target_value"), kpi, lang)
    return spoken(value, lang), spoken(target, lang)


def _share_of_required(row: Row, _kpi: Kpi, lang: str) -> list[str]:
    compared, required = (
        exact_percent(known_number(row, name), lang) for name in ("compared_value", "target_value")
    )
    return [_ratio(row, lang, compared, required)]


def _value_of_benchmark(row: Row, kpi: Kpi, lang: str) -> list[str]:
    value = spoken(exact_figure(known_number(row, "actual_value"), kpi, lang), lang)
    return [_ratio(row, lang, value, exact_percent(known_number(row, "benchmark_value"), lang))]


def _done_of_total(row: Row, kpi: Kpi, lang: str) -> list[str]:
    unit = kpi.unit.in_language(lang)
    done, total = (
        text("assessment.figure", lang, number=exact(known_number(row, name), lang), unit=unit)
        for name in ("numerator", "total")
    )
    return [_ratio(row, lang, done, total)]


def _attended_of_eligible(row: Row, kpi: Kpi, lang: str) -> list[str]:
    people = text("assessment.unit.people", lang)
    attended, eligible = (
        text("assessment.figure", lang, number=exact(known_number(row, name), lang), unit=people)
        for name in ("numerator", "denominator")
    )
    count = spoken(exact_figure(known_number(row, "actual_value"), kpi, lang), lang)
    return [
        text("assessment.formula.count", lang, count=count),
        _ratio(row, lang, attended, eligible),
    ]


_FORMULAS: Final[Mapping[Shape, Callable[[Row, Kpi, str], list[str]]]] = {
    "at_least": _value_of_target,
    "at_most": _target_of_value,
    "reduce_by": _share_of_required,
    "match_benchmark": _value_of_benchmark,
    "complete": _done_of_total,
    "yearly_duty": _attended_of_eligible,
}
