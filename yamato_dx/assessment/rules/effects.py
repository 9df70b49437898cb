"""By what a KPI is judged in one year: the plan's own terms, and what is set where it is open.

What is in force of an open question, an answer or until then its default, is a patch that the
plan's data writes: applied to the KPI here, whatever the question is called.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, cast

from yamato_dx.assessment.rules.answers import AnswersInForce, candidate_in_force
from yamato_dx.assessment.rules.row_values import AssessmentRow
from yamato_dx.plan.model.types import DEFAULT_BAND, Band, Kpi, Patch, Plan, Shape

NO_BAND: Final = float("inf")
UNSET: Final = float("nan")


@dataclass(frozen=True)
class Terms:
    """What a KPI is judged by in one year.

    `band`: the ratio from which おおむね達成, `NO_BAND` for none, `UNSET` where the municipality
    sets it and has not told it. `total`: how many there are, None for as reported. `core_total`:
    how many do not yet make the whole. `is_total_unset`: as `UNSET`, of the total.
    """

    kpi: Kpi
    band: float
    total: float | None
    core_total: float | None = None
    is_total_unset: bool = False


def terms_of(plan: Plan, kpi: Kpi, answered: AnswersInForce) -> Terms:
    """The plan's own terms, changed by what is in force of each question on the KPI."""
    terms = Terms(kpi, _ratio(kpi.band or Band(DEFAULT_BAND)), kpi.total)
    for question in plan.questions_on(kpi.kpi_id):
        answer = answered.get(question.question_id)
        patch = question.patch_of(candidate_in_force(question, answered))
        terms = _patched(terms, patch, answer.number if answer else None)
    return terms


def as_judged(kpi: Kpi, row: AssessmentRow) -> Kpi:
    """The KPI in the shape by which the row was judged: what is in force may read it otherwise."""
    return kpi.read_as(cast("Shape", row["rule"]))


def _patched(terms: Terms, patch: Patch, number: float | None) -> Terms:
    kpi = terms.kpi.read_as(patch.shape) if patch.shape else terms.kpi
    return _with_total(replace(terms, kpi=kpi, band=_band(terms, patch, number)), patch, number)


def _band(terms: Terms, patch: Patch, number: float | None) -> float:
    """A band of the plan's own is not open and stays."""
    if terms.kpi.band is not None or not patch.touches_band:
        return terms.band
    if patch.band is not None:
        return _ratio(patch.band)
    return UNSET if number is None else _ratio(Band(number))


def _with_total(terms: Terms, patch: Patch, number: float | None) -> Terms:
    if patch.number_for == "total":
        return replace(terms, total=number, is_total_unset=number is None)
    if patch.total_is is not None:
        # How many there are beyond the plan's it does not say: the reported total must.
        core = terms.kpi.total if patch.total_is == "beyond_plan" else None
        return replace(terms, total=None, core_total=core)
    return terms if patch.total is None else replace(terms, total=patch.total)


def _ratio(band: Band) -> float:
    return NO_BAND if band.nearly_met_from >= 1 else band.nearly_met_from
