"""What a section keeps of its report: 報告番号, who, when, and every value as it was understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.entries.cards import CARD
from yamato_dx.entries.progress import PROGRESS
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import View, assessed_by_all, plan_of_reports
from yamato_dx.queries.entries import brought_by
from yamato_dx.queries.reports.attachments import AttachedWords, attached_words, attachments_of
from yamato_dx.queries.reports.history import batches, came_between, who_words
from yamato_dx.queries.reports.left_out.rows import LeftOutLine, left_out_count, left_out_lines
from yamato_dx.queries.reports.owned import Owned, reported_things
from yamato_dx.queries.reports.reasons import ReasonLine, reason_lines
from yamato_dx.queries.reports.report_lines import ReportLine, report_lines, years_in
from yamato_dx.queries.reports.steps import last_step_words, report_steps, state_words
from yamato_dx.queries.words import held_verdict
from yamato_dx.rows import is_missing, rows_of
from yamato_dx.store.record import Record

PRINTED_LEFT_OUT: Final = 200


@dataclass(frozen=True)
class ReceivedItem:
    number: str
    name: str
    status: str
    start_month: str
    finish_month: str
    evidence: str


@dataclass(frozen=True, eq=False)
class ReportReceipt:
    """`values`: one row per value as stored, for the file to keep beside the paper. `held_back`:
    by KPI and fiscal year, that it could not be judged when the report came, and why. `is_open`:
    neither confirmed nor fallen; `state` says what became of it. `replaces`: the report in whose
    place it came, `answers`: the one given back that it answers; «» for none. `cards`: of which
    KPIs it brought how the figure is got. `left_out`: one row per problem for which a row of its
    file was not sent."""

    batch_id: str
    plan_title: str
    plan_version: str
    received_at: str
    section: str
    sender: str
    is_proxy: bool
    is_open: bool
    state: str
    replaces: str
    answers: str
    cards: str
    lines: tuple[ReportLine, ...]
    held_back: Mapping[tuple[str, int], str]
    reasons: tuple[ReasonLine, ...]
    items: tuple[ReceivedItem, ...]
    attachments: tuple[AttachedWords, ...]
    values: pd.DataFrame
    left_out: pd.DataFrame

    @property
    def left_out_count(self) -> int:
        return left_out_count(self.left_out)

    def left_out_lines(self, lang: str) -> tuple[LeftOutLine, ...]:
        """The first of them, as many as paper is worth."""
        return left_out_lines(self.left_out.head(PRINTED_LEFT_OUT), lang)

    @property
    def left_out_beyond(self) -> int:
        """How many more there are."""
        return max(len(self.left_out) - PRINTED_LEFT_OUT, 0)


def receipt_of(record: Record, view: View, batch_id: str, lang: str) -> ReportReceipt | None:
    """The receipt of one report; None where there is no such report."""
    known = batches(record, view.revision)
    found = rows_of(known[known["batch_id"] == batch_id])
    if not found:
        return None
    batch, plan = found[0], plan_of_reports(record, view)
    steps = report_steps(record, view.revision)[batch_id]
    values = record.actual_rows(batch_id)
    things = reported_things(record, view, lang)
    attached = attachments_of(record, view.revision, batch_id)
    before, revision = came_between(record, batch_id)
    frame = assessed_by_all(record, replace(view, revision=revision))
    return ReportReceipt(
        batch_id=batch_id,
        plan_title=plan.title.in_language(lang),
        plan_version=plan.plan_version,
        received_at=i18n.moment(batch["recorded_at"].to_pydatetime(), lang),
        section="" if is_missing(batch["actor_section"]) else str(batch["actor_section"]),
        sender=who_words(batch, "actor_name", "actor", lang),
        is_proxy=batch["kind"] == "proxy",
        is_open=steps.state == "submitted",
        state="　".join((state_words(steps, lang), last_step_words(steps, lang))).strip(),
        answers=steps.answers,
        replaces="" if is_missing(batch["replaces"]) else str(batch["replaces"]),
        cards=_cards(record, (before, revision), plan, lang),
        lines=report_lines(values, plan, lang, after=years_in(frame)),
        held_back=_held_back(frame, lang),
        reasons=reason_lines(values, plan, lang),
        items=_items(record, batch_id, things, lang),
        attachments=attached_words(attached, things, lang),
        values=values,
        left_out=record.left_out(batch_id, view.revision),
    )


def _cards(record: Record, between: tuple[int, int], plan: Plan, lang: str) -> str:
    """Numbers and names of their KPIs."""
    kpis = (plan.kpi(change.entry_key) for change in record.entry_changes(CARD.name, *between))
    names = (f"{kpi.kpi_no} {kpi.short_name.in_language(lang)}" for kpi in kpis)
    return i18n.text("frame.list", lang).join(names)


def _held_back(frame: pd.DataFrame, lang: str) -> dict[tuple[str, int], str]:
    """By KPI and fiscal year: ？判定保留（基準値なし）, where the report left it so; as the first
    plan judges it."""
    firsts = frame.drop_duplicates(["kpi_id", "fiscal_year"])
    return {
        (str(row["kpi_id"]), int(row["fiscal_year"])): held_verdict(row, lang)
        for row in rows_of(firsts[firsts["verdict"] == "cannot_judge"])
    }


def _items(
    record: Record, batch_id: str, things: Sequence[Owned], lang: str
) -> tuple[ReceivedItem, ...]:
    known = {thing.owned_id: thing for thing in things if thing.kind != "kpi"}
    brought = brought_by(record, PROGRESS, batch_id)
    return tuple(
        ReceivedItem(
            known[key].number,
            known[key].name,
            i18n.text(f"intake.progress.status.{progress.status}", lang),
            month_words(progress.start_month, lang),
            month_words(progress.finish_month, lang),
            progress.evidence,
        )
        for key, progress in brought.items()
        if key in known
    )


def month_words(month: date | None, lang: str) -> str:
    """2024年4月; nothing for none."""
    return i18n.month(month, lang) if month else ""
