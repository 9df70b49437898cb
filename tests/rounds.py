"""A small office that holds a round: two sections, what they own, figures; all fictitious."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.entered import enter
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.report import send_report
from yamato_dx.acts.rounds.opening import open_round
from yamato_dx.entries.rounds import Round, RoundKind
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.answers import Answered
from yamato_dx.intake.problem import AS_IT_STANDS, Problem
from yamato_dx.queries.assessed import View
from yamato_dx.queries.reports.preview import (
    ProgressCells,
    TypedReport,
    TypedRow,
    preview_typed,
)
from yamato_dx.queries.rounds.asking import RoundScope
from yamato_dx.queries.rounds.board import BoardLine, RoundBoard, board_of
from yamato_dx.queries.rounds.held import HeldRound, rounds_at
from yamato_dx.store.record import Record

ON: Final = date(2026, 6, 15)
DUE: Final = date(2026, 7, 10)
YEAR: Final = FiscalYear(2025)
OFFICE: Final = Actor.at_server("企画政策課")
CLERK: Final = Actor.at_server("窓口係")
CERTIFICATES, COURSES = "convenience_store_certificates", "smartphone_course_attendees"
# 住民課 owes a KPI and two work items, 税務課 one work item; all else is nobody's.
OWNED: Final = {
    f"kpi:{CERTIFICATES}": "s01",
    "work_item:w1_1": "s01",
    "work_item:w1_2": "s01",
    "work_item:w2_1": "s02",
}


def register(record: Record) -> None:
    sections = {"s01": {"name_ja": "住民課", "name_en": "Residents"}, "s02": {"name_ja": "税務課"}}
    enter(record, "section", sections, OFFICE)
    owners = {key: {"section_id": section_id} for key, section_id in OWNED.items()}
    enter(record, "owner", owners, OFFICE)


def view(record: Record, on: date = ON) -> View:
    return View(record.head(), on)


def opened(record: Record, kind: RoundKind = "year_end", **told: object) -> Round:
    return open_round(
        record,
        view(record),
        RoundScope(kind, YEAR),
        due=DUE,
        actor=OFFICE,
        **told,  # type: ignore[arg-type]
    )


def held(record: Record) -> HeldRound:
    return rounds_at(record, record.head())[0]


def board(record: Record, on: date = ON) -> RoundBoard:
    return board_of(record, view(record, on), held(record))


def lines(record: Record, on: date = ON) -> dict[str, BoardLine]:
    return {line.section_id: line for line in board(record, on).lines}


def send(
    record: Record,
    *rows: TypedRow,
    items: tuple[str, ...] = (),
    on: date = ON,
    answered: tuple[Answered, ...] = (),
) -> str:
    """Figures of the year, and work items under way; the 報告番号."""
    told = tuple(ProgressCells(item, "実施中", "R6.4") for item in items)
    preview = preview_typed(record, TypedReport(YEAR, rows, told), view(record, on))
    assert preview.is_sendable, preview.problems
    return send_report(
        record,
        data=None,
        file_name=None,
        values=preview.reading.values,
        progress=preview.reading.progress,
        actor=CLERK,
        previewed_at=preview.revision,
        answered=answered,
    ).batch_id


def certificates(value: str = "1105", **cells: str) -> TypedRow:
    return TypedRow(CERTIFICATES, actual_value=value, **cells)  # type: ignore[arg-type]


def unlikely(record: Record) -> str:
    """All that 住民課 was asked for, a figure of it sent «このとおり»; the 報告番号."""
    enter(record, "card", {CERTIFICATES: {"system": "住民記録"}}, OFFICE)
    values = {"kpi_no": "4", "held": "前年度", "value": "1105"}
    asked = Problem("confirm", "far_from_last_year", row=1, values=values)
    items = ("yamato_dx/w1_1", "yamato_dx/w1_2")
    return send(record, certificates(), items=items, answered=(Answered(asked, AS_IT_STANDS),))
