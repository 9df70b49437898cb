"""Cross checks of one KPI: what its shape asks for, and whether its figures can be true."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Final

from yamato_dx.date_words import before_the_date
from yamato_dx.plan.checks.finding import Known, PlanFinding
from yamato_dx.plan.model.types import Aggregation, Band, Direction, Kpi, Shape, ValueForm

MOST_DECIMALS: Final = 6
_IN_NUMBERS: Final = re.compile(r"\d{1,2}/\d{1,2}")


@dataclass(frozen=True)
class ShapeRule:
    """What a KPI of this shape must look like."""

    direction: Direction
    value_forms: tuple[ValueForm, ...]
    aggregations: tuple[Aggregation, ...] = ("sum", "last", "weighted_mean")
    target_is_share: bool = False  # of the baseline or of the total, not of the KPI's own unit
    has_target_value: bool = True
    has_band: bool = True
    needs_baseline: bool = False
    needs_series: bool = False
    has_total: bool = False


_FIGURES: Final[tuple[ValueForm, ...]] = ("number", "share", "fraction")

SHAPE_RULES: Final[Mapping[Shape, ShapeRule]] = {
    "at_least": ShapeRule("higher", _FIGURES),
    "at_most": ShapeRule("lower", _FIGURES),
    "reduce_by": ShapeRule("lower", _FIGURES, target_is_share=True, needs_baseline=True),
    "match_benchmark": ShapeRule(
        "higher",
        ("share", "fraction"),
        ("last",),
        has_target_value=False,
        has_band=False,
        needs_series=True,
    ),
    "complete": ShapeRule(
        "higher", ("fraction",), ("last",), target_is_share=True, has_band=False, has_total=True
    ),
    "yearly_duty": ShapeRule("higher", ("count_with_coverage",), ("sum", "last"), has_band=False),
}


def _number_form(kpi: Kpi, known: Known) -> Iterator[PlanFinding]:
    number = kpi.kpi_no
    meant = _number_before_date(number, known)
    if meant:
        yield PlanFinding(("kpi_no",), "kpi_no_is_date", {"raw": number, "meant": meant})
    elif "," in number:
        yield PlanFinding(("kpi_no",), "bad_kpi_no", {"raw": number})


def _number_before_date(number: str, known: Known) -> str | None:
    """The «9-1» of which a spreadsheet made a date. A plan may print 9/1, and 45901 where none of
    its numbers has a hyphen."""
    if _IN_NUMBERS.fullmatch(number):
        return None
    others = (kpi.kpi_no or "" for kpi in known.kpis or ())
    if number.isdigit() and not any("-" in other for other in others):
        return None
    return before_the_date(number)


def _initiative(kpi: Kpi, known: Known) -> Iterator[PlanFinding]:
    yield from known.initiative_faults(kpi.initiative_no)


def _fits_shape(kpi: Kpi, _known: Known) -> Iterator[PlanFinding]:
    rule = SHAPE_RULES[kpi.shape]
    for key, allowed in (
        ("direction", (rule.direction,)),
        ("value_form", rule.value_forms),
        ("aggregation", rule.aggregations),
    ):
        raw = getattr(kpi, key)
        if raw not in allowed:
            values = {"key": key, "raw": raw, "shape": kpi.shape, "allowed": ", ".join(allowed)}
            yield PlanFinding((key,), "disagrees_with_shape", values)


def _aggregation(kpi: Kpi, _known: Known) -> Iterator[PlanFinding]:
    if kpi.is_cumulative and kpi.aggregation != "last":
        yield PlanFinding(("aggregation",), "cumulative_not_last", {"raw": kpi.aggregation})
    elif kpi.aggregation == "sum" and kpi.value_form in ("share", "fraction"):
        yield PlanFinding(("aggregation",), "share_summed", {"raw": kpi.value_form})


def _period_kind(kpi: Kpi, _known: Known) -> Iterator[PlanFinding]:
    kind, of_months = kpi.period_kind, kpi.period_of_months
    if kind not in (None, "calendar_year", of_months):
        values = {"raw": kind, "aggregation": kpi.aggregation, "allowed": of_months}
        yield PlanFinding(("period_kind",), "period_kind_disagrees", values)


def _range(kpi: Kpi, _known: Known) -> Iterator[PlanFinding]:
    low, high = kpi.minimum, kpi.maximum
    if low is not None and high is not None and low > high:
        yield PlanFinding(("maximum",), "range_reversed", {"minimum": low, "maximum": high})


def _share_range(kpi: Kpi, _known: Known) -> Iterator[PlanFinding]:
    if kpi.value_form not in ("share", "fraction"):
        return
    for key in ("minimum", "maximum"):
        raw = getattr(kpi, key)
        if raw is None or not 0 <= raw <= 1:
            yield PlanFinding((key,), "share_without_range")


def _decimals(kpi: Kpi, _known: Known) -> Iterator[PlanFinding]:
    if not 0 <= kpi.decimals <= MOST_DECIMALS:
        values = {"raw": kpi.decimals, "most": MOST_DECIMALS}
        yield PlanFinding(("decimals",), "bad_decimals", values)


def _unit_forms(kpi: Kpi, _known: Known) -> Iterator[PlanFinding]:
    forms = {unicodedata.normalize("NFKC", form) for form in kpi.unit_forms}
    unit = unicodedata.normalize("NFKC", kpi.unit.ja)
    if unit not in forms:
        yield PlanFinding(("unit_forms",), "unit_not_in_forms", {"unit": unit})


def _target_years(kpi: Kpi, known: Known) -> Iterator[PlanFinding]:
    seen = set()
    for number, target in enumerate(kpi.targets):
        within = ("targets", number, "fiscal_year")
        yield from known.year_faults(within, target.fiscal_year)
        if target.fiscal_year in seen:
            yield PlanFinding(within, "target_twice", {"raw": target.fiscal_year.start_year})
        seen.add(target.fiscal_year)


def _target_values(kpi: Kpi, _known: Known) -> Iterator[PlanFinding]:
    return target_value_faults(kpi)


def target_value_faults(kpi: Kpi) -> Iterator[PlanFinding]:
    """What no target of its shape and range can be."""
    rule = SHAPE_RULES[kpi.shape]
    for number, target in enumerate(kpi.targets):
        within, value = ("targets", number, "target_value"), target.target_value
        if (value is not None) != rule.has_target_value:
            code = "target_missing" if rule.has_target_value else "target_not_used"
            yield PlanFinding(within, code, {"shape": kpi.shape})
        elif value is None:
            continue
        elif rule.target_is_share and not 0 < value <= 1:
            yield PlanFinding(within, "target_not_a_share", {"raw": value, "shape": kpi.shape})
        elif not rule.target_is_share:
            yield from _within_range(kpi, within, value)


def _within_range(kpi: Kpi, within: tuple[str | int, ...], value: float) -> Iterator[PlanFinding]:
    low = -inf if kpi.minimum is None else kpi.minimum
    high = inf if kpi.maximum is None else kpi.maximum
    # A reversed range is a fault of its own; no value could lie within it.
    if low <= high and not low <= value <= high:
        shown = {"minimum": kpi.minimum, "maximum": kpi.maximum}
        values = {key: "–" if bound is None else bound for key, bound in shown.items()}
        yield PlanFinding(within, "out_of_range", {"raw": value, **values})


def _baseline(kpi: Kpi, known: Known) -> Iterator[PlanFinding]:
    if kpi.baseline is None:
        if SHAPE_RULES[kpi.shape].needs_baseline:
            yield PlanFinding((), "baseline_missing", {"shape": kpi.shape})
        return
    if kpi.baseline.value is not None:
        yield from _within_range(kpi, ("baseline", "value"), kpi.baseline.value)
    if known.period and kpi.baseline.fiscal_year > known.period[1]:
        values = {
            "raw": kpi.baseline.fiscal_year.start_year,
            "last": known.period[1].start_year,
        }
        yield PlanFinding(("baseline", "fiscal_year"), "baseline_after_period", values)


def _band(kpi: Kpi, _known: Known) -> Iterator[PlanFinding]:
    if kpi.band is None:
        return
    if not SHAPE_RULES[kpi.shape].has_band:
        yield PlanFinding(("band",), "not_used_by_shape", {"key": "band", "shape": kpi.shape})
    elif not is_band(kpi.band):
        values = {"raw": kpi.band.nearly_met_from}
        yield PlanFinding(("band", "nearly_met_from"), "bad_band", values)


def _total(kpi: Kpi, _known: Known) -> Iterator[PlanFinding]:
    if kpi.total is None:
        return
    if not SHAPE_RULES[kpi.shape].has_total:
        yield PlanFinding(("total",), "not_used_by_shape", {"key": "total", "shape": kpi.shape})
    elif not is_total(kpi.total):
        yield PlanFinding(("total",), "bad_total", {"raw": kpi.total})


def is_band(band: Band) -> bool:
    return 0 < band.nearly_met_from <= 1


def is_total(total: float) -> bool:
    return total > 0 and total == int(total)


def _series(kpi: Kpi, _known: Known) -> Iterator[PlanFinding]:
    needs = SHAPE_RULES[kpi.shape].needs_series
    if needs and kpi.benchmark_series is None:
        yield PlanFinding((), "series_missing", {"shape": kpi.shape})
    elif not needs and kpi.benchmark_series is not None:
        values = {"key": "benchmark_series", "shape": kpi.shape}
        yield PlanFinding(("benchmark_series",), "not_used_by_shape", values)


def _target_date(kpi: Kpi, known: Known) -> Iterator[PlanFinding]:
    if kpi.target_date is None or known.period is None:
        return
    first, last = known.period[0].first_day, known.period[1].last_day
    if not first <= kpi.target_date <= last:
        values = {"raw": kpi.target_date, "first": first, "last": last}
        yield PlanFinding(("target_date",), "date_outside_period", values)


# Which of the checks another shape may turn.
SHAPE_CHECKS: Final = (_fits_shape, _target_values, _baseline, _series)

KpiCheck = tuple[tuple[str, ...], Callable[[Kpi, Known], Iterator[PlanFinding]]]

# The fields that a check needs, and the check.
KPI_CHECKS: Final[tuple[KpiCheck, ...]] = (
    (("kpi_no",), _number_form),
    (("initiative_no",), _initiative),
    (("shape", "direction", "value_form", "aggregation"), _fits_shape),
    (("aggregation", "is_cumulative", "value_form"), _aggregation),
    (("period_kind", "aggregation", "value_form"), _period_kind),
    (("minimum", "maximum"), _range),
    (("minimum", "maximum", "value_form"), _share_range),
    (("decimals",), _decimals),
    (("unit", "unit_forms"), _unit_forms),
    (("targets",), _target_years),
    (("targets", "shape", "minimum", "maximum"), _target_values),
    (("baseline", "shape", "minimum", "maximum"), _baseline),
    (("band", "shape"), _band),
    (("total", "shape"), _total),
    (("benchmark_series", "shape"), _series),
    (("target_date",), _target_date),
)
