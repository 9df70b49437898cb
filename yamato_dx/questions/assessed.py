"""Which verdicts held, as the record stood at one moment and judged on one day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

import pandas as pd

from yamato_dx.assessment import assess
from yamato_dx.i18n import TOKYO
from yamato_dx.plan.published import benchmarks_from_document
from yamato_dx.plan.serialise import plan_from_document
from yamato_dx.plan.types import Plan, in_force
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class View:
    """What an answer is about: the record at `revision`, judged on the day `on`.

    `as_of` is the moment that was asked for; None is now.
    """

    revision: int
    on: date
    as_of: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, eq=False)
class Assessed:
    """`frame`: the assessment. `standing`: the reported values that it was made from."""

    plan: Plan
    plans: tuple[Plan, ...]
    standing: pd.DataFrame
    benchmarks: pd.DataFrame
    frame: pd.DataFrame


def view_of(record: Record, *, as_of: datetime | None = None, on: date | None = None) -> View:
    """`on` defaults to the Tokyo day of `as_of`."""
    moment = as_of or datetime.now(TOKYO)
    revision = record.revision_at(as_of) if as_of else record.head()
    return View(revision, on or moment.astimezone(TOKYO).date(), as_of)


@lru_cache(maxsize=16)
def plans_at(record: Record, revision: int) -> tuple[Plan, ...]:
    """Every version that was recorded by then, by date of effect."""
    plans = (_plan(document) for document in record.plans_at(revision))
    return tuple(sorted(plans, key=lambda plan: plan.effective_from))


@lru_cache(maxsize=16)
def _plan(document: str) -> Plan:
    return plan_from_document(document)


@lru_cache(maxsize=4)
def _benchmarks(document: str) -> pd.DataFrame:
    return benchmarks_from_document(document)


def newest_plan(record: Record) -> Plan:
    return plans_at(record, record.head())[-1]


@lru_cache(maxsize=32)
def assessed(record: Record, view: View) -> Assessed:
    return judged(record, view, record.standing(record.municipality_code, view.revision))


def judged(record: Record, view: View, standing: pd.DataFrame) -> Assessed:
    """As `assessed`, from values that need not stand in the record (a preview)."""
    plans = plans_at(record, view.revision)
    plan = in_force(plans, view.on)
    document = record.dataset_at("benchmark", view.revision)
    assert document is not None, "published figures are loaded whenever a record is opened"
    benchmarks = _benchmarks(document)
    frame = assess(plan, standing, benchmarks, view.on)
    return Assessed(plan, plans, standing, benchmarks, frame)


def verdict_changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """One row per KPI × fiscal year whose figure or verdict differs between two assessments."""
    key = ["municipality_code", "kpi_id", "kpi_no", "fiscal_year"]
    shown = [*key, "actual_value", "verdict", "is_forecast"]
    both = before[shown].merge(
        after[shown], on=key, how="outer", suffixes=("_before", "_after"), validate="one_to_one"
    )
    same_value = both["actual_value_before"].eq(both["actual_value_after"]) | (
        both["actual_value_before"].isna() & both["actual_value_after"].isna()
    )
    same_verdict = both["verdict_before"].fillna("").eq(both["verdict_after"].fillna(""))
    order = {kpi_id: place for place, kpi_id in enumerate(after["kpi_id"].unique())}
    return (
        both[~(same_value & same_verdict)]
        .assign(place=lambda frame: frame["kpi_id"].map(order))
        .sort_values(["place", "fiscal_year"], ignore_index=True)
        .drop(columns="place")
    )
