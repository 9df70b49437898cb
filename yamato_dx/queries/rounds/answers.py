"""What came to what a round asks, since it was opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from yamato_dx.entries.cards import CARD, said
from yamato_dx.entries.progress import PROGRESS
from yamato_dx.entries.rounds import RoundItem
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View
from yamato_dx.queries.entries import brought_by, standing
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.queries.reports.owed import owed
from yamato_dx.queries.reports.steps import ReportSteps, report_steps
from yamato_dx.queries.rounds.asking import is_missing
from yamato_dx.queries.rounds.held import NO_PLAN, HeldRound
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class RoundAnswer:
    """How a thing was answered: in which report, «» for a card, by whom, when."""

    batch_id: str
    by: str
    at: datetime


@kept(16)
def answers_to_round(
    record: Record, view: View, held: HeldRound
) -> Mapping[RoundItem, RoundAnswer]:
    """By thing asked, of those that are answered. A figure is, by a value or 公表待ち that came
    since the opening and stands (in a year's round: whole, all its months there); work by a report
    on it since; a card by its words, whenever they came."""
    figures, work, cards = (
        _figures(record, view, held),
        _work(record, view, held),
        _cards(record, view),
    )
    found = {"kpi": figures, "card": cards, "work_item": work, "commitment": work}
    return {
        item: answer
        for item in held.asked.items
        if (answer := found[item.kind].get(item.item_id)) is not None
    }


def _figures(record: Record, view: View, held: HeldRound) -> dict[str, RoundAnswer]:
    rows = record.standing(record.municipality_code, view.revision)
    is_year = years_of(rows["period_start"]) == held.asked.fiscal_year.start_year
    came = rows[is_year & (rows["revision"] > held.revision)].sort_values("revision")
    waited_for = _open_kpis(record, view, held) if held.asked.kind == "year_end" else frozenset()
    steps = report_steps(record, view.revision)
    return {
        str(row["kpi_id"]): _of_report(steps[str(row["batch_id"])])
        for row in rows_of(_newest(came))
        if str(row["kpi_id"]) not in waited_for
    }


def _newest(came: pd.DataFrame) -> pd.DataFrame:
    """One row per KPI, of `came` in the order received."""
    return came.drop_duplicates("kpi_id", keep="last")


def _open_kpis(record: Record, view: View, held: HeldRound) -> frozenset[str]:
    """Of whose year a part is still missing."""
    answer = owed(record, view, held.asked.fiscal_year, "ja", section_id=None)
    return frozenset(
        owed_kpi.kpi.kpi_id for owed_kpi in answer.kpis if is_missing(owed_kpi, held.asked.kind)
    )


def _work(record: Record, view: View, held: HeldRound) -> dict[str, RoundAnswer]:
    return {
        key: RoundAnswer(entry.batch_id, entry.actor_name, entry.recorded_at)
        for key, entry in standing(record, PROGRESS, None, view.revision).items()
        if entry.revision > held.revision
    }


def _cards(record: Record, view: View) -> dict[str, RoundAnswer]:
    return {
        key: RoundAnswer("", entry.actor_name, entry.recorded_at)
        for key, entry in standing(record, CARD, NO_PLAN, view.revision).items()
        if said(entry.value)
    }


def _of_report(report: ReportSteps) -> RoundAnswer:
    sent = report.steps[0]
    return RoundAnswer(report.batch_id, sent.by_name, sent.at)


@kept(16)
def returned_to(record: Record, view: View, held: HeldRound) -> Mapping[str, ReportSteps]:
    """The newest report that was sent back since the opening, by section of what it brought."""
    found: dict[str, ReportSteps] = {}
    returned = [
        report
        for report in report_steps(record, view.revision).values()
        if report.state == "returned" and report.came_at > held.revision
    ]
    for report in sorted(returned, key=lambda report: report.last.at):
        things = _things_of(record, report.batch_id)
        for item in held.asked.items:
            if item.item_id in things:
                found[item.section_id] = report
    return found


def _things_of(record: Record, batch_id: str) -> frozenset[str]:
    figures = record.actual_rows(batch_id)["kpi_id"]
    return frozenset(figures) | frozenset(brought_by(record, PROGRESS, batch_id))
