"""A target beside a plan's text: its cell read and checked as the plan's own are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.lettering import nfkc
from yamato_dx.plan.checks.finding import PlanFinding
from yamato_dx.plan.checks.kpis import SHAPE_RULES, target_value_faults
from yamato_dx.plan.checks.units import target_in_stored_units
from yamato_dx.plan.model.fault import quoted
from yamato_dx.plan.model.scalars import measured
from yamato_dx.plan.model.types import Kpi, Target, Text

# What stands in the cell of a KPI whose target is a published figure.
PUBLISHED_WORDS: Final = ("公表値", "published")


def added_target(kpi: Kpi, year: FiscalYear, raw: str) -> Target | PlanFinding:
    """What `raw` says («1,200», «74%», «20業務»), in stored units, or what is wrong with it."""
    if not SHAPE_RULES[kpi.shape].has_target_value:
        is_named = nfkc(raw).casefold() in PUBLISHED_WORDS
        return Target(year, None) if is_named else _fault("target_not_used", raw)
    try:
        value = measured(raw)
    except ValueError:
        return _fault("not_a_number", raw)
    stored = target_in_stored_units(kpi, value) if value.unit else value.number
    if isinstance(stored, Text):
        return _fault("unit_of_other", raw, expected=stored)
    target = Target(year, float(stored))
    found = next(target_value_faults(replace(kpi, targets=(target,))), None)
    return target if found is None else _fault(found.code, raw)


def _fault(code: str, raw: str, **values: object) -> PlanFinding:
    return PlanFinding(("targets",), code, {"raw": quoted(raw), **values})


def written_target(kpi: Kpi, target: Target, lang: str) -> str:
    """What `added_target` reads as this target again."""
    if target.target_value is None:
        return PUBLISHED_WORDS[lang == "en"]
    value = Decimal(repr(target.target_value))
    is_share = SHAPE_RULES[kpi.shape].target_is_share or kpi.value_form in ("share", "fraction")
    return f"{value.scaleb(2).normalize():f}%" if is_share else f"{value:f}".removesuffix(".0")
