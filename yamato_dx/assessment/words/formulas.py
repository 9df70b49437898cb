"""The formula of each shape, with its numbers in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from yamato_dx.assessment.rules.order import JUDGED
from yamato_dx.assessment.rules.row_values import AssessmentRow, known_number, number_in
from yamato_dx.assessment.words.digits import ratio_levels, share_levels, value_levels, value_sign
from yamato_dx.assessment.words.figures import (
    Figure,
    exact,
    exact_figure,
    exact_percent,
    percent_number,
    ratio_number,
    spoken,
)
from yamato_dx.i18n import text, unit_of
from yamato_dx.plan.model.types import Kpi, Shape


def formula(row: AssessmentRow, kpi: Kpi, lang: str) -> list[str]:
    is_reduction = kpi.shape == "reduce_by" and number_in(row, "compared_value") is not None
    reduction = [_reduction(row, kpi, lang)] if is_reduction else []
    if row["verdict"] not in JUDGED:
        return reduction
    return [*reduction, *_FORMULAS[kpi.shape](row, kpi, lang)]


def _reduction(row: AssessmentRow, kpi: Kpi, lang: str) -> str:
    baseline = exact_figure(known_number(row, "baseline_value"), kpi, lang)
    return text(
        "assessment.formula.reduction",
        lang,
        actual=_value(row, kpi, lang),
        baseline=spoken(baseline, lang),
        compared=_share_reduced(row, lang),
    )


def _share_reduced(row: AssessmentRow, lang: str) -> str:
    return exact_percent(known_number(row, "compared_value"), lang, 4, beside=share_levels(row))


def _value(row: AssessmentRow, kpi: Kpi, lang: str) -> str:
    """The reported value with all its decimals."""
    return spoken(
        exact_figure(
            known_number(row, "actual_value"),
            kpi,
            lang,
            beside=value_levels(row, kpi),
            sign=value_sign(kpi),
        ),
        lang,
    )


def _ratio(row: AssessmentRow, lang: str, numerator: str, denominator: str) -> str:
    """«1,105件 ÷ 1,200件 = 0.9208（92.1%）», or that the two have no ratio."""
    ratio = number_in(row, "attainment_ratio")
    values = {"numerator": numerator, "denominator": denominator}
    if ratio is None:
        return text("assessment.formula.no_ratio", lang, **values)
    levels = ratio_levels(row)
    return text(
        "assessment.formula.ratio",
        lang,
        ratio=ratio_number(ratio, lang, levels),
        percent=percent_number(ratio, lang, levels),
        **values,
    )


def _value_of_target(row: AssessmentRow, kpi: Kpi, lang: str) -> list[str]:
    value, target = _value_and_target(row, kpi, lang)
    return [_ratio(row, lang, value, target)]


def _target_of_value(row: AssessmentRow, kpi: Kpi, lang: str) -> list[str]:
    value, target = _value_and_target(row, kpi, lang)
    return [_ratio(row, lang, target, value)]


def _value_and_target(row: AssessmentRow, kpi: Kpi, lang: str) -> tuple[str, str]:
    target = exact_figure(known_number(row, "target_value"), kpi, lang)
    return _value(row, kpi, lang), spoken(target, lang)


def _share_of_required(row: AssessmentRow, _kpi: Kpi, lang: str) -> list[str]:
    required = exact_percent(known_number(row, "target_value"), lang)
    return [_ratio(row, lang, _share_reduced(row, lang), required)]


def _value_of_benchmark(row: AssessmentRow, kpi: Kpi, lang: str) -> list[str]:
    average = exact_percent(known_number(row, "benchmark_value"), lang)
    return [_ratio(row, lang, _value(row, kpi, lang), average)]


def _done_of_total(row: AssessmentRow, kpi: Kpi, lang: str) -> list[str]:
    unit = kpi.unit.in_language(lang)
    done, total = (known_number(row, name) for name in ("numerator", "total"))
    return [_part(row, done, total, lang, unit=unit)]


def _attended_of_eligible(row: AssessmentRow, kpi: Kpi, lang: str) -> list[str]:
    sessions = text("assessment.formula.count", lang, count=_value(row, kpi, lang))
    attended, eligible = (number_in(row, name) for name in ("numerator", "denominator"))
    if attended is None or eligible is None:  # too seldom, whoever came
        return [sessions]
    people = text("assessment.unit.people", lang)
    return [sessions, _part(row, attended, eligible, lang, unit=people)]


def _part(row: AssessmentRow, part: float, whole: float, lang: str, *, unit: str) -> str:
    shown, of = (
        spoken(Figure(figure, unit_of(figure, unit, lang)), lang)
        for figure in (exact(part, lang, beside=(whole,)), exact(whole, lang))
    )
    return _ratio(row, lang, shown, of)


_FORMULAS: Final[Mapping[Shape, Callable[[AssessmentRow, Kpi, str], list[str]]]] = {
    "at_least": _value_of_target,
    "at_most": _target_of_value,
    "reduce_by": _share_of_required,
    "match_benchmark": _value_of_benchmark,
    "complete": _done_of_total,
    "yearly_duty": _attended_of_eligible,
}
