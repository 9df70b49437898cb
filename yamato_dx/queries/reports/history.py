"""What was reported when, by whom, and what it changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import text
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import (
    View,
    assessed_by_all,
    judged_by_all,
    plans_at,
    verdict_changes,
)
from yamato_dx.queries.reports.attachments import Attached, attachments_of
from yamato_dx.queries.reports.progress_changes import (
    ProgressChange,
    reported_progress,
)
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.promise.actor import KnownBy
from yamato_dx.store.record import Record


@kept(8)
def batches(record: Record, revision: int) -> pd.DataFrame:
    """One row per report, newest first. `plan_ids`: of the plans that it serves, apart by a
    blank."""
    reports = record.batches(revision)
    plans = plans_at(record, revision)
    served = [" ".join(_served(row, plans)) for row in rows_of(reports)]
    return reports.drop(columns=["reported", "progress_plan_ids", "progress_keys"]).assign(
        plan_ids=pd.array(served, dtype="str")
    )


def _served(report: Row, plans: tuple[Plan, ...]) -> tuple[str, ...]:
    """The ids of the plans that name a KPI of the report in its year, or a work item of it."""
    reported = report["reported"] if isinstance(report["reported"], Iterable) else ()
    told = report["progress_plan_ids"]
    of_items = set(told) if isinstance(told, Iterable) else set()
    of_values = {
        plan.plan_id
        for value in reported
        for plan in plans
        if plan.holds(value["kpi_id"], FiscalYear(int(value["fiscal_year"])))
    }
    return tuple(sorted(of_items | of_values))


@dataclass(frozen=True, eq=False)
class ReportDetail:
    """`batch`: one row of `batches`. `values`: its rows as reported. `effect`: the verdicts that
    differ between the record just before it came and just after. `progress`: what it said of work
    items. `attachments`: its files. `answers`: one row per problem that was answered, `left_out`:
    per problem for which a row of its file was not sent."""

    batch: Row
    values: pd.DataFrame
    effect: pd.DataFrame
    progress: tuple[ProgressChange, ...]
    attachments: tuple[Attached, ...]
    answers: pd.DataFrame
    left_out: pd.DataFrame


@kept(32)
def report_detail(record: Record, view: View, batch_id: str) -> ReportDetail | None:
    """One report as the record stands at `view`; None where there is no such report."""
    known = batches(record, view.revision)
    found = known[known["batch_id"] == batch_id]
    if found.empty:
        return None
    batch = rows_of(found)[0]
    values = record.actual_rows(batch_id)
    revisions = came_between(record, batch_id)
    before, after = (
        assessed_by_all(record, replace(view, revision=revision)) for revision in revisions
    )
    return ReportDetail(
        batch,
        values,
        verdict_changes(before, after),
        reported_progress(record, batch_id, revisions[0]),
        attachments_of(record, view.revision, batch_id),
        record.answers(batch_id, view.revision),
        record.left_out(batch_id, view.revision),
    )


def came_between(record: Record, batch_id: str) -> tuple[int, int]:
    """The ends of the act before the report came, and of the act that it came in."""
    acts = record.moments()
    came = acts["act"].isin(["report", "replace"]) & (acts["subject"] == batch_id)
    after = int(acts.loc[came, "revision"].item())
    earlier = acts.loc[acts["revision"] < after, "revision"]
    return int(earlier.max()) if len(earlier) else 0, after


@kept(32)
def withdrawal_effect(record: Record, view: View, batch_id: str) -> pd.DataFrame:
    """One row per plan × KPI × fiscal year whose verdict would fall back, were the report
    withdrawn."""
    without = record.standing(record.municipality_code, view.revision, without_batch_id=batch_id)
    return verdict_changes(assessed_by_all(record, view), judged_by_all(record, view, without))


def who_words(batch: Row, name: str, kind: str, lang: str) -> str:
    """The `name` of who sent or withdrew a report; of somebody at another machine also that it is
    self-declared, and which machine; of what came with the program, that nobody did. `kind`: the
    beginning of the columns that tell."""
    if batch[f"{kind}_known_by"] == KnownBy.PROGRAM:
        return text("rights.program", lang)
    if batch[f"{kind}_known_by"] != KnownBy.NETWORK:
        return str(batch[name])
    address = batch[f"{kind}_address"]
    if is_missing(address):
        return text("rights.told", lang, name=batch[name])
    return text("rights.told.at", lang, name=batch[name], address=address)
