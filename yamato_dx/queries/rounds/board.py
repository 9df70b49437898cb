"""The board of a round: section × what it was asked, what came, whose move it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from yamato_dx.entries.rounds import RoundItem
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View
from yamato_dx.queries.reports.steps import ReportSteps, report_steps, without_questions
from yamato_dx.queries.rounds.answers import RoundAnswer, answers_to_round, returned_to
from yamato_dx.queries.rounds.held import HeldRound
from yamato_dx.store.record import Record

BoardStatus = Literal["unanswered", "partly", "returned", "questioned", "answered", "confirmed"]
BoardMove = Literal["waiting", "to_check", "confirmed"]
# Whose move it is: the section's, 事務局's, nobody's.
MOVES: Final[dict[BoardMove, tuple[BoardStatus, ...]]] = {
    "waiting": ("unanswered", "returned", "partly"),
    "to_check": ("questioned", "answered"),
    "confirmed": ("confirmed",),
}
# The columns of the board, and what is counted in each.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "kpi": ("kpi",),
    "work": ("work_item", "commitment"),
    "card": ("card",),
}
LastKind = Literal["opened", "answered", "reminded", "moved", "returned", "confirmed"]


@dataclass(frozen=True)
class BoardCell:
    """Of one column: what was asked, of it what is missing."""

    asked: int
    missing: tuple[RoundItem, ...]

    @property
    def came(self) -> int:
        return self.asked - len(self.missing)


@dataclass(frozen=True)
class LastMove:
    """`what`: of a report its number, of a day moved the reason."""

    kind: LastKind
    at: datetime
    by: str
    what: str = ""


@dataclass(frozen=True, eq=False)
class BoardLine:
    """One section; `section_id` «»: 担当課未定. `days_over`: 0 where nothing is late or missing.
    `moved`: the reason why its day is not the one of the opening. `reports`: that answer,
    `unconfirmed`: what is answered in those of them that nobody has confirmed, and in which."""

    section_id: str
    status: BoardStatus
    cells: dict[str, BoardCell]
    due: date
    moved: str
    days_over: int
    reminders: int
    last: LastMove
    returned: ReportSteps | None
    reports: tuple[ReportSteps, ...]
    unconfirmed: Mapping[RoundItem, str]

    @property
    def move(self) -> BoardMove:
        return next(move for move, statuses in MOVES.items() if self.status in statuses)

    @property
    def missing(self) -> tuple[RoundItem, ...]:
        return tuple(item for cell in self.cells.values() for item in cell.missing)

    @property
    def waiting_reports(self) -> tuple[ReportSteps, ...]:
        """Those that nobody has confirmed yet."""
        return tuple(report for report in self.reports if report.state == "submitted")

    @property
    def sure_reports(self) -> tuple[str, ...]:
        """疑問なし: of those the ones without a figure to look at, by 報告番号."""
        return without_questions(self.waiting_reports)

    @property
    def sure_items(self) -> tuple[RoundItem, ...]:
        """What is answered in them."""
        sure = self.sure_reports
        return tuple(item for item, batch_id in self.unconfirmed.items() if batch_id in sure)

    @property
    def questions(self) -> int:
        """要確認: how many of their figures were sent as they stand, unlikely as they are."""
        return sum(report.questions for report in self.waiting_reports)

    @property
    def approval_nos(self) -> tuple[str, ...]:
        """決裁・文書番号 under which its reports were confirmed."""
        numbers = (report.last.approval_no for report in self.reports)
        return tuple(dict.fromkeys(number for number in numbers if number))


@dataclass(frozen=True, eq=False)
class RoundBoard:
    """`lines`: by whose move it is, of those who are waited for the latest first, what is nobody's
    behind its like."""

    held: HeldRound
    on: date
    lines: tuple[BoardLine, ...]

    def of(self, move: BoardMove) -> tuple[BoardLine, ...]:
        return tuple(line for line in self.lines if line.move == move)

    @property
    def named(self) -> tuple[BoardLine, ...]:
        """The sections, without what is nobody's."""
        return tuple(line for line in self.lines if line.section_id)

    @property
    def waiting(self) -> tuple[BoardLine, ...]:
        return self.of("waiting")

    @property
    def confirmable(self) -> tuple[BoardLine, ...]:
        """Of whom a report came without questions, be all of what was asked answered or a part."""
        return tuple(line for line in self.lines if line.sure_reports)

    @property
    def questioned(self) -> tuple[BoardLine, ...]:
        """Of whom a figure is to be looked at."""
        return tuple(line for line in self.lines if line.questions)

    @property
    def confirmable_reports(self) -> tuple[str, ...]:
        """Their 報告番号: one report may answer for several sections."""
        reports = (batch_id for line in self.confirmable for batch_id in line.sure_reports)
        return tuple(dict.fromkeys(reports))

    @property
    def overdue(self) -> tuple[BoardLine, ...]:
        return tuple(line for line in self.named if line.days_over)

    @property
    def answered_count(self) -> int:
        return sum(line.move != "waiting" for line in self.named)

    def came_of(self, column: str) -> tuple[int, int]:
        """How much came, of how much that was asked."""
        cells = [line.cells[column] for line in self.lines]
        return sum(cell.came for cell in cells), sum(cell.asked for cell in cells)


@kept(16)
def board_of(record: Record, view: View, held: HeldRound) -> RoundBoard:
    answers = answers_to_round(record, view, held)
    returned = returned_to(record, view, held)
    steps = report_steps(record, view.revision)
    lines = [
        _line(held, section_id, view.on, answers, returned=returned.get(section_id), steps=steps)
        for section_id in held.section_ids
    ]
    order = {status: place for place, status in enumerate(_in_order())}
    lines.sort(key=lambda line: (order[line.status], not line.section_id, -line.days_over))
    return RoundBoard(held, view.on, tuple(lines))


def _in_order() -> list[BoardStatus]:
    return [status for statuses in MOVES.values() for status in statuses]


def _line(
    held: HeldRound,
    section_id: str,
    on: date,
    answers: Mapping[RoundItem, RoundAnswer],
    *,
    returned: ReportSteps | None,
    steps: Mapping[str, ReportSteps],
) -> BoardLine:
    items = held.asked.items_of(section_id)
    came = {item: answers[item] for item in items if item in answers}
    batch_ids = dict.fromkeys(answer.batch_id for answer in came.values() if answer.batch_id)
    reports = tuple(steps[batch_id] for batch_id in batch_ids)
    status = _status(len(items), len(came), reports, returned=returned)
    due, moved = held.due_of(section_id), held.moved(section_id)
    is_waiting = status in MOVES["waiting"]
    return BoardLine(
        section_id=section_id,
        status=status,
        cells={
            column: _cell([item for item in items if item.kind in kinds], answers)
            for column, kinds in COLUMNS.items()
        },
        due=due,
        moved=moved.value.reason if moved else "",
        days_over=max(0, (on - due).days) if is_waiting and held.is_open else 0,
        reminders=len(held.reminders_of(section_id)),
        last=_last(held, section_id, came.values(), reports, returned=returned),
        returned=returned if status == "returned" else None,
        reports=reports,
        unconfirmed={
            item: answer.batch_id for item, answer in came.items() if _is_open(answer, steps)
        },
    )


def _is_open(answer: RoundAnswer, steps: Mapping[str, ReportSteps]) -> bool:
    """Whether a report that nobody has confirmed brought it."""
    report = steps.get(answer.batch_id)
    return report is not None and report.state == "submitted"


def _cell(items: Sequence[RoundItem], answers: Mapping[RoundItem, RoundAnswer]) -> BoardCell:
    return BoardCell(len(items), tuple(item for item in items if item not in answers))


def _status(
    asked: int, came: int, reports: Sequence[ReportSteps], *, returned: ReportSteps | None
) -> BoardStatus:
    if came < asked:
        if returned:
            return "returned"
        return "partly" if came else "unanswered"
    waiting = [report for report in reports if report.state == "submitted"]
    if any(report.questions for report in waiting):
        return "questioned"
    return "confirmed" if reports and not waiting else "answered"


def _last(
    held: HeldRound,
    section_id: str,
    came: Iterable[RoundAnswer],
    reports: Sequence[ReportSteps],
    *,
    returned: ReportSteps | None,
) -> LastMove:
    """Of all that happened to the section since the opening."""
    moved, reminders = held.moved(section_id), held.reminders_of(section_id)
    happened = [LastMove("answered", answer.at, answer.by, answer.batch_id) for answer in came]
    happened += [
        LastMove("confirmed", report.last.at, report.last.by_name, report.last.approval_no)
        for report in reports
        if report.state == "confirmed"
    ]
    happened += [LastMove("reminded", sent.recorded_at, sent.actor_name) for sent in reminders]
    if moved:
        moved_at = LastMove("moved", moved.recorded_at, moved.actor_name, moved.value.reason)
        happened.append(moved_at)
    if returned:
        back = returned.last
        happened.append(LastMove("returned", back.at, back.by_name, back.reason))
    return max(
        happened,
        key=lambda move: move.at,
        default=LastMove("opened", held.opened_at, held.opened_by),
    )
