from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.queries.conftest import CLERK, now
from yamato_dx.acts.entering import enter
from yamato_dx.entries.review.comments import COMMENT, Comment
from yamato_dx.entries.review.meetings import MEETING, AgendaItem, Meeting
from yamato_dx.entries.review.snapshots import KeptPaper
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.snapshots.snapshots import snapshot_at
from yamato_dx.store.files import FileToKeep
from yamato_dx.store.record import Record

YEAR = 2025


def held(
    record: Record,
    meeting_id: str = "2026-1",
    points: int = 2,
    papers: tuple[FileToKeep, ...] = (),
) -> Meeting:
    """A meeting of now, recorded with its rows and papers."""
    view = now(record)
    snapshot, files = snapshot_at(record, view)
    kept = tuple(KeptPaper(paper.file_name, paper.sha256) for paper in papers)
    snapshot = replace(snapshot, papers=kept)
    agenda = tuple(
        AgendaItem(number, "other", "", f"案件{number}", f"Point {number}")
        for number in range(1, points + 1)
    )
    meeting = Meeting(
        meeting_id,
        f"第{meeting_id}回 推進本部",
        view.on,
        snapshot.plans[0].plan_id,
        FiscalYear(YEAR),
        snapshot,
        agenda,
    )
    enter(record, MEETING, {meeting_id: meeting}, CLERK, plan_id="", files=(*files, *papers))
    return meeting


def explained(record: Record, kpi_id: str, cause: str, measure: str = "予約枠を置く") -> None:
    comment = Comment(cause=cause, measure=measure, due=date(2027, 3, 31), person="窓口課")
    enter(record, COMMENT, {COMMENT.key("kpi", kpi_id, str(YEAR)): comment}, CLERK, plan_id="")
