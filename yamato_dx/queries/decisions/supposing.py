"""What an answer to an open question would do, before anybody gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from yamato_dx.assessment.rules.answers import Answer
from yamato_dx.errors import Refused
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import NumberFor, OpenQuestion, Plan
from yamato_dx.queries.assessed import (
    Assessed,
    View,
    assessed,
    judged,
)
from yamato_dx.store.record import Record

# Up to which an answer may set the total: far more than any municipality has places.
MOST_THINGS: Final = 1_000_000
KEY: Final = ("municipality_code", "kpi_id", "kpi_no", "fiscal_year")
# What an answer may change; each column before and after. It bears on a year in which one of
# BEARING differs: a year without a target is not judged, however its figure would be read.
CHANGING: Final = (
    "actual_value",
    "verdict",
    "is_forecast",
    "reason",
    "rule",
    "compared_value",
    "attainment_ratio",
    "is_provisional",
    "question_ids",
)
BEARING: Final = ("verdict", "reason", "attainment_ratio", "is_provisional", "question_ids")


def suppose(
    record: Record,
    view: View,
    question_id: str,
    candidate_id: str,
    *,
    fiscal_years: Sequence[int] | None = None,
    number: float | None = None,
) -> pd.DataFrame:
    """One row per KPI × fiscal year on which the answer would bear: KEY, each of CHANGING as
    …_before and …_after, and is_verdict_changed (False where only reason, ratio or
    〔初期設定・未決定〕 would differ). In the plan's order. Nothing is stored; raises Refused as
    `acts.deciding.decide`."""
    before = by_rules(record, view)
    after = supposed(
        record, view, question_id, candidate_id, fiscal_years=_tuple_of(fiscal_years), number=number
    )
    return differences(before.frame, after.frame)


def by_rules(record: Record, view: View) -> Assessed:
    """What supposed answers are held beside: of a kept moment what today's rules make of its
    values, so that nothing but the answer differs."""
    return assessed(record, replace(view, frozen=()))


@kept(64)
def supposed(
    record: Record,
    view: View,
    question_id: str,
    candidate_id: str,
    *,
    fiscal_years: tuple[int, ...] | None = None,
    number: float | None = None,
) -> Assessed:
    """As `assessed`, were the question answered so."""
    held = assessed(record, view)
    plans = held.plans
    require_answer(plans, question_id, candidate_id, number)
    years = require_years(plans, fiscal_years)
    answer = Answer(question_id, candidate_id, years, number=number)
    return judged(record, view, held.standing, answers=(*held.answers, answer))


def differences(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The rows of two assessments that differ, as `suppose` describes them."""
    columns = [*KEY, *CHANGING]
    both = before[columns].merge(
        after[columns], on=list(KEY), how="inner", suffixes=("_before", "_after"), validate="1:1"
    )
    differs = pd.DataFrame({name: _differs(both, name) for name in BEARING})
    order = {kpi_id: place for place, kpi_id in enumerate(after["kpi_id"].unique())}
    return (
        both.assign(is_verdict_changed=differs["verdict"], place=both["kpi_id"].map(order))
        .loc[differs.any(axis="columns")]
        .sort_values(["place", "fiscal_year"], ignore_index=True)
        .drop(columns="place")
    )


def require_answer(
    plans: Sequence[Plan], question_id: str, candidate_id: str, number: float | None
) -> OpenQuestion:
    """The question as the newest version that asks it has it. Raises Refused where none does,
    it has no such candidate, or the number is none that the candidate asks for."""
    asked = [question for plan in plans for question in plan.open_questions]
    found = [question for question in asked if question.question_id == question_id]
    if not found:
        known = ", ".join(dict.fromkeys(question.question_id for question in asked))
        raise Refused("store.decision.unknown_question", question_id=question_id, known=known)
    candidates = [candidate.candidate_id for candidate in found[-1].candidates]
    values = {"question_id": question_id, "answer": candidate_id}
    if candidate_id not in candidates:
        raise Refused("store.decision.unknown_candidate", known=", ".join(candidates), **values)
    if number is not None:
        _require_number(found[-1].patch_of(candidate_id).number_for, number, values)
    return found[-1]


def _require_number(asked: NumberFor | None, number: float, values: Mapping[str, str]) -> None:
    if asked is None:
        raise Refused("store.decision.number_not_asked", **values)
    if asked == "band" and not 0 < number <= 1:
        raise Refused("store.decision.bad_band", number=number)
    is_count = 1 <= number <= MOST_THINGS and float(number).is_integer()
    if asked == "total" and not is_count:
        raise Refused("store.decision.bad_number", number=number, most=f"{MOST_THINGS:,}")


def require_years(plans: Sequence[Plan], told: Sequence[int] | None) -> tuple[int, ...] | None:
    """The years in order, None for all. Raises Refused where there is none, or one that no
    version of the plan covers."""
    if told is None:
        return None
    known = {year.start_year for plan in plans for year in plan.fiscal_years}
    years = sorted({int(year) for year in told})
    outside = [year for year in years if year not in known]
    if not years:
        raise Refused("store.decision.no_year")
    if outside:
        raise Refused("store.decision.year_outside", year=", ".join(map(str, outside)))
    return tuple(years)


def _differs(both: pd.DataFrame, name: str) -> pd.Series[bool]:
    before, after = both[f"{name}_before"], both[f"{name}_after"]
    return ~(before.eq(after) | (before.isna() & after.isna())).fillna(value=False).astype(bool)


def _tuple_of(years: Sequence[int] | None) -> tuple[int, ...] | None:
    return None if years is None else tuple(years)
