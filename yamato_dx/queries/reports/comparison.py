"""What values would take the place of, and what a withdrawal would bring back."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

import pandas as pd

from yamato_dx.entries.decisions import DECISION
from yamato_dx.entries.progress import PROGRESS, WorkProgress
from yamato_dx.queries.assessed import plans_at
from yamato_dx.queries.entries import brought_by, history, standing
from yamato_dx.store.promise import frames
from yamato_dx.store.record import Record


def standing_duplicate(
    record: Record, data: bytes, values: pd.DataFrame | None = None
) -> str | None:
    """The standing report that brought the same bytes and whose values all hold, if any.

    `values`: VALUES as they are read now. Answered otherwise, the same bytes say something else.
    """
    reports = record.reports_of_file(sha256(data).hexdigest())
    found = next((batch_id for batch_id in reports if _holds(record, batch_id)), None)
    if found is None or values is None or not len(values):
        return found
    says_the_same = (record.compared_values(values)["change"] == "unchanged").all()
    return found if says_the_same else None


def _holds(record: Record, batch_id: str) -> bool:
    values = compare(record, record.actual_rows(batch_id))
    told = brought_by(record, PROGRESS, batch_id)
    if values.empty and not told:
        return False  # neither values nor progress: a report of another kind
    stands = bool((values["change"] == "unchanged").all()) and _still_said(record, told)
    return stands and not _is_read_anew(record, values)


def _plan_ids(record: Record) -> tuple[str, ...]:
    """Of all plans; of a record without a plan «»."""
    plans = plans_at(record, record.head())
    return tuple(dict.fromkeys(plan.plan_id for plan in plans)) or ("",)


def _is_read_anew(record: Record, values: pd.DataFrame) -> bool:
    """Whether something was decided since on what these figures are: sent again, the same bytes
    say that they are what is asked for now."""
    first = values["revision"].min()
    since = {
        (plan_id, decision.key)
        for plan_id in _plan_ids(record)
        for decision in history(record, DECISION, plan_id)
        if decision.revision > first
    }
    if not since:
        return False
    kpi_ids = values["kpi_id"].unique()
    asked = (
        (plan.plan_id, question.question_id)
        for plan in plans_at(record, record.head())
        for kpi_id in kpi_ids
        for question in plan.questions_on(kpi_id)
        if question.is_of_meaning
    )
    return not since.isdisjoint(asked)


def _still_said(record: Record, told: Mapping[str, WorkProgress]) -> bool:
    if not told:
        return True
    held = standing(record, PROGRESS, None)
    return all(key in held and held[key].value == said for key, said in told.items())


def compare(record: Record, values: pd.DataFrame) -> pd.DataFrame:
    """VALUES and, per row, change (new, changed, unchanged) against what stands now,
    is_same_value (the figure stands, whatever else is said of it), before_value,
    before_numerator, before_denominator, before_status, before_batch_id (missing where new)."""
    if not len(values):
        figures = dict.fromkeys(("before_value", "before_numerator", "before_denominator"), 0.0)
        values = values.assign(change="", is_same_value=True, **figures)
        return values.assign(before_status="", before_batch_id="")
    return values.join(record.compared_values(values), validate="one_to_one")


def corrected(record: Record, values: pd.DataFrame, *, replaces: str | None = None) -> pd.DataFrame:
    """The rows of VALUES that say something else than was confirmed, with correction_kind
    (correction, update), confirmed_value, confirmed_numerator, confirmed_denominator,
    confirmed_weight, confirmed_status and confirmed_batch_id."""
    if not len(values):
        return values.assign(correction_kind="")
    found = record.corrected_values(values, replaces=replaces)
    return values.join(found, how="inner", validate="one_to_one")


def awaiting_over_held(
    record: Record, values: pd.DataFrame, *, replaces: str | None = None
) -> pd.DataFrame:
    """The rows of VALUES that say 公表待ち where a value is held (withdraw that first), with
    held_value and held_batch_id."""
    found = record.awaiting_over_held(values, replaces=replaces)
    return values.join(found, how="inner", validate="one_to_one")


def lapsing(record: Record, batch_id: str, values: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per KPI and period whose value lapses if the report is withdrawn, or replaced by
    VALUES without it: municipality_code, kpi_id, period_start, period_months, actual_value,
    value_status and, missing where nothing holds then, after_value, after_status,
    after_batch_id."""
    nothing = frames.no_values()
    return record.lapsing_values(batch_id, nothing if values is None else values)
