"""Reported of work items and commitments: 状況, 着手・完了年月, 根拠. Nothing by default."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain, product
from typing import Final

from yamato_dx.entries.progress import WorkProgress
from yamato_dx.fiscal_year import MonthOfYear, Unclear, parse_month
from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.intake.cells.period import fault_of
from yamato_dx.intake.context import Context
from yamato_dx.intake.files.sheet import Sheet
from yamato_dx.intake.finding import Fault
from yamato_dx.intake.header import folded
from yamato_dx.intake.problem import Problem
from yamato_dx.lettering import nfkc
from yamato_dx.plan_keys import in_plan

# By the key of the work item or commitment, its plan's id before its own.
ProgressByItem = Mapping[str, WorkProgress]

COLUMNS: Final = (
    *("item_id", "initiative", "name"),
    *("status", "start_month", "finish_month", "evidence"),
)
STATUSES: Final[dict[str, tuple[str, ...]]] = {
    "not_started": ("未着手", "未実施"),
    "under_way": ("実施中", "着手", "着手済", "進行中"),
    "done": ("完了", "済", "完了済"),
    "continuing": ("継続実施", "継続", "継続中"),
    "under_review": ("見直し", "見直し中", "見直"),
    "cancelled": ("中止", "取りやめ"),
}
SEVERAL: Final = 2
_NOT_BEGUN: Final = "not_started"
_UNFINISHED: Final = (_NOT_BEGUN, "under_way")


@dataclass(frozen=True)
class ProgressCells:
    """One item's cells as written: named by its key, its id within the plan, or as the plan names
    it and its initiative. `row_no`: as in `Problem`; `headings`: what the file calls its
    columns."""

    item_id: str = ""
    status: str = ""
    start_month: str = ""
    finish_month: str = ""
    evidence: str = ""
    initiative: str = ""
    name: str = ""
    row_no: int | None = None
    sheet: str | None = None
    headings: Mapping[str, str] | None = None

    @property
    def is_blank(self) -> bool:
        """Nothing is reported of it, though its row is printed."""
        return not any(
            cell.strip()
            for cell in (self.status, self.start_month, self.finish_month, self.evidence)
        )


@dataclass(frozen=True)
class ProgressReading:
    """`progress`: faulty rows are left out."""

    progress: ProgressByItem
    problems: tuple[Problem, ...]
    rows_read: int


NOTHING: Final = ProgressReading({}, (), 0)


@dataclass(frozen=True)
class _KnownItems:
    """Every work item and commitment of every version of the plans that have begun, by their keys.

    `by_id`: by the key, and by the id within a plan, which several plans may give. `by_name`: by
    name and initiative as the form prints them, in every language; of two versions the later
    holds.
    """

    by_id: Mapping[str, frozenset[str]]
    by_name: Mapping[str, Mapping[str, frozenset[str]]]

    @classmethod
    def of(cls, context: Context) -> _KnownItems:
        by_id: dict[str, frozenset[str]] = defaultdict(frozenset)
        named: dict[tuple[str, str, str], str] = {}
        begun = {plan.plan_id for plan in context.plans if plan.effective_from <= context.present}
        plans = [plan for plan in context.plans if plan.plan_id in begun] or context.plans
        for plan, lang in product(plans, LANGUAGES):
            for item_id, initiative, name in plan.named_items(lang):
                key = in_plan(plan.plan_id, item_id)
                by_id[item_id] |= {key}
                by_id[key] |= {key}
                named[plan.plan_id, folded(name), folded(initiative)] = key
        by_name: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        for (_, name, initiative), key in named.items():
            of_name = by_name[name]
            of_name[initiative] = of_name.get(initiative, frozenset()) | {key}
        return cls(dict(by_id), dict(by_name))

    def named(self, row: ProgressCells) -> frozenset[str]:
        """All that have this name; of several those of the row's initiative."""
        of_name = self.by_name.get(folded(row.name), {})
        keys = frozenset(chain.from_iterable(of_name.values()))
        return keys if len(keys) < SEVERAL else of_name.get(folded(row.initiative), frozenset())


def read_progress(rows: Sequence[ProgressCells], context: Context) -> ProgressReading:
    """Every row that says anything; each fault is a problem, a faulty row is not kept."""
    reported = [row for row in rows if not row.is_blank]
    if not reported:
        return NOTHING
    known = _KnownItems.of(context)
    read: dict[str, WorkProgress] = {}
    problems: list[Problem] = []
    for row in reported:
        item = _item(row, known)
        item_progress, faults = _read_row(row, context.present)
        if isinstance(item, Fault):
            faults = [(_naming_column(row), item), *faults]
        elif item in read:
            faults = [*faults, (_naming_column(row), Fault("refuse", "progress_twice"))]
        problems += [_problem(row, column, fault) for column, fault in faults]
        if item_progress and not faults and not isinstance(item, Fault):
            read[item] = item_progress
    return ProgressReading(read, tuple(problems), len(reported))


def is_progress(sheet: Sheet) -> bool:
    """Whether a sheet is the form's second one: items and their state."""
    columns = set(_places(sheet))
    return "status" in columns and not columns.isdisjoint(("item_id", "name"))


def rows_of_sheet(sheet: Sheet) -> list[ProgressCells]:
    """The rows of a sheet for which `is_progress` holds."""
    places = _places(sheet)
    headings = {column: sheet.header[place].strip() for column, place in places.items()}
    texts = {column: sheet.columns[place].texts() for column, place in places.items()}
    return [
        ProgressCells(
            **{column: str(cells[position]) for column, cells in texts.items()},
            row_no=int(row_no),
            sheet=sheet.name,
            headings=headings,
        )
        for position, row_no in enumerate(sheet.row_nos)
    ]


def _places(sheet: Sheet) -> dict[str, int]:
    named = [
        (_columns_by_heading().get(folded(heading)), place)
        for place, heading in enumerate(sheet.header)
    ]
    return {column: place for column, place in named if column}


@cache
def _columns_by_heading() -> dict[str, str]:
    labels = {
        folded(text(f"intake.progress.column.{column}", lang)): column
        for column in COLUMNS
        for lang in LANGUAGES
    }
    return labels | {folded(column): column for column in COLUMNS}


_Faults = list[tuple[str, Fault]]


def _read_row(row: ProgressCells, present: date) -> tuple[WorkProgress | None, _Faults]:
    status = read_progress_status(row.status)
    start, finish = _month(row.start_month, present), _month(row.finish_month, present)
    read = {"status": status, "start_month": start, "finish_month": finish}
    faults = [(column, reading) for column, reading in read.items() if isinstance(reading, Fault)]
    if isinstance(status, Fault) or isinstance(start, Fault) or isinstance(finish, Fault):
        return None, faults
    progress = WorkProgress(status, start, finish, row.evidence.strip())
    return progress, list(_contradictions(progress))


def read_progress_status(raw: str) -> str | Fault:
    """The status code. A blank one is a fault: 未着手 is never assumed."""
    word = nfkc(raw).casefold()
    if not word:
        return Fault("refuse", "progress_status_missing")
    for status, words in STATUSES.items():
        labels = {nfkc(text(f"intake.progress.status.{status}", lang)) for lang in LANGUAGES}
        if word == status or word in {label.casefold() for label in (*words, *labels)}:
            return status
    return Fault("refuse", "progress_status_unknown")


def _item(row: ProgressCells, known: _KnownItems) -> str | Fault:
    """Its key: by its id, which nobody sees in the form; by its name where the id was taken out,
    or where several plans give the id."""
    item_id, named = nfkc(row.item_id), known.named(row)
    keys = known.by_id.get(item_id, frozenset()) if item_id else named
    if keys and named and keys.isdisjoint(named):  # a name written over that of another row
        return Fault("refuse", "progress_other_name")
    found = keys & named if len(keys) >= SEVERAL and named else keys
    if len(found) >= SEVERAL:
        return Fault("refuse", "progress_item_of_two_plans")
    return next(iter(found)) if found else Fault("refuse", "progress_unknown_item")


def _naming_column(row: ProgressCells) -> str:
    return "name" if row.name.strip() else "item_id"


def _month(raw: str, present: date) -> date | Fault | None:
    """Its first day, None if blank. A month that has not begun is no start and no end."""
    if not raw.strip():
        return None
    month = parse_month(raw)
    if isinstance(month, Unclear):
        return fault_of(month)
    if isinstance(month, MonthOfYear):
        return Fault("ask", "month_without_year")
    if month > present:
        return Fault("refuse", "period_in_future", {"present": present.isoformat()})
    return month.replace(day=1)


def _contradictions(progress: WorkProgress) -> Iterator[tuple[str, Fault]]:
    status, start, finish = progress.status, progress.start_month, progress.finish_month
    if status == _NOT_BEGUN and start:
        yield "start_month", Fault("refuse", "progress_begun_not_started")
    if status in _UNFINISHED and finish:
        yield "finish_month", Fault("refuse", "progress_finished_under_way")
    if start and finish and finish < start:
        yield "finish_month", Fault("refuse", "progress_finished_before_start")


def _problem(row: ProgressCells, column: str, fault: Fault) -> Problem:
    heading = row.headings.get(column) if row.headings is not None else column
    raw = str(getattr(row, column)) or None
    return Problem(fault.severity, fault.code, row.row_no, heading, raw, row.sheet, fault.values)
