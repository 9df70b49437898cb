"""全体スケジュール: what was to happen when, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from yamato_dx.entries.progress import PROGRESS, WorkProgress
from yamato_dx.entries.sections import ITEM_KINDS, owned_key
from yamato_dx.entries.supplements import Bar
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Commitment, Plan, StatedYears, WorkItem
from yamato_dx.plan_keys import in_plan
from yamato_dx.queries.assessed import View, plan_at
from yamato_dx.queries.entries import Entry, standing
from yamato_dx.queries.reports.attachments import AttachedByReport, attachments_at
from yamato_dx.queries.town import Town, town_at
from yamato_dx.store.record import Record

PlanKind = Literal["copied", "arrow", "stated"]
ItemStanding = Literal["overdue", "late", ""]

STATUSES: Final = (
    "not_started",
    "under_way",
    "done",
    "continuing",
    "under_review",
    "cancelled",
)
NOT_REPORTED: Final = "not_reported"
# Reported as these, an item is not done: past its planned end it is overdue.
NOT_DONE: Final = ("not_started", "under_way", "under_review")


@dataclass(frozen=True)
class PlannedYears:
    """Years that a source tells. `first` None: only «by»; `last` None: an arrow with a lost end."""

    kind: PlanKind
    first: FiscalYear | None
    last: FiscalYear | None
    source: str

    @property
    def shown(self) -> tuple[FiscalYear, FiscalYear]:
        """The years that it proves, first and last."""
        first, last = self.first or self.last, self.last or self.first
        assert first is not None, "one of its years is known"
        assert last is not None, "one of its years is known"
        return first, last


@dataclass(frozen=True)
class Progress:
    """What was last reported. Months are their first days. `attached`: files that came with it."""

    status: str
    start: date | None
    finish: date | None
    evidence: str
    batch_id: str
    reported_at: datetime
    attached: int


@dataclass(frozen=True)
class ScheduleLine:
    """One work item or commitment: plan beside report. `owner` «» while nobody owns it."""

    item_id: str
    is_work_item: bool
    initiative_no: int | None
    name: str
    chapter: str
    planned: tuple[PlannedYears, ...]
    progress: Progress | None
    owner: str
    standing: ItemStanding

    @property
    def status(self) -> str:
        return self.progress.status if self.progress else NOT_REPORTED

    def is_in(self, year: int) -> bool:
        """Whether its plan or its report touches the fiscal year."""
        spans = [years.shown for years in self.planned]
        months = [month for month in self._months() if month]
        if months:
            spans.append((FiscalYear.of(min(months)), FiscalYear.of(max(months))))
        return any(first.start_year <= year <= last.start_year for first, last in spans)

    def _months(self) -> tuple[date | None, ...]:
        return (self.progress.start, self.progress.finish) if self.progress else ()


@dataclass(frozen=True)
class Wanted:
    """What of the schedule is wanted; None is everything. `section` «» means no owner yet."""

    initiative_no: int | None = None
    status: str | None = None
    section: str | None = None
    fiscal_year: int | None = None


@dataclass(frozen=True)
class Counts:
    """How the items stand. `unreported_over`: not reported, and their planned end is over."""

    total: int
    reported: int
    done: int
    overdue: int
    late: int
    not_reported: int
    unreported_over: int


@dataclass(frozen=True, eq=False)
class Schedule:
    """`lines`: work items and commitments in the plan's order."""

    plan: Plan
    lines: tuple[ScheduleLine, ...]

    @property
    def work_items(self) -> tuple[ScheduleLine, ...]:
        return tuple(line for line in self.lines if line.is_work_item)


@kept(16)
def schedule(record: Record, view: View, lang: str) -> Schedule:
    """The plan in force at `view` with what was reported by then, judged on `view.on`."""
    plan = plan_at(record, view)
    town = town_at(record, view.revision, plan.plan_id)
    reports = _reports(record, view, plan.plan_id)
    items: tuple[WorkItem | Commitment, ...] = (*plan.work_items, *plan.commitments)
    return Schedule(
        plan,
        tuple(_line(item, town, reports.get(_id(item)), lang, on=view.on) for item in items),
    )


def section_names(record: Record, view: View, lang: str) -> tuple[str, ...]:
    """The sections that own a work item or a commitment."""
    lines = schedule(record, view, lang).lines
    return tuple(sorted({line.owner for line in lines if line.owner}))


def wanted_lines(found: Schedule, wanted: Wanted) -> tuple[ScheduleLine, ...]:
    return tuple(line for line in found.lines if _is_wanted(line, wanted))


def counts(lines: tuple[ScheduleLine, ...], on: date) -> Counts:
    reported = [line for line in lines if line.progress]
    unreported = [line for line in lines if not line.progress]
    return Counts(
        total=len(lines),
        reported=len(reported),
        done=sum(line.status in ("done", "continuing") for line in lines),
        overdue=sum(line.standing == "overdue" for line in lines),
        late=sum(line.standing == "late" for line in lines),
        not_reported=len(unreported),
        unreported_over=sum(_is_over(line.planned, on) for line in unreported),
    )


def _line(
    item: WorkItem | Commitment, town: Town, report: Progress | None, lang: str, *, on: date
) -> ScheduleLine:
    is_work_item = isinstance(item, WorkItem)
    planned = tuple(_planned(item, town.bars.get(_id(item))))
    owner = town.owner_section("work_item" if is_work_item else "commitment", _id(item), on)
    return ScheduleLine(
        item_id=_id(item),
        is_work_item=is_work_item,
        initiative_no=item.initiative_no,
        name=item.name.in_language(lang),
        chapter=item.chapter,
        planned=planned,
        progress=report,
        owner=owner.name.in_language(lang) if owner else "",
        standing=_standing(planned, report, on),
    )


def _id(item: WorkItem | Commitment) -> str:
    return item.work_item_id if isinstance(item, WorkItem) else item.commitment_id


def _planned(item: WorkItem | Commitment, bar: Bar | None) -> Iterator[PlannedYears]:
    """A bar copied from the original takes the place of the arrow that the text kept of it."""
    if bar:
        yield PlannedYears("copied", bar.first, bar.last, bar.source)
    elif isinstance(item, WorkItem) and item.arrow_year:
        yield PlannedYears("arrow", item.arrow_year, None, item.chapter)
    stated: StatedYears | None = item.stated_years
    if stated:
        yield PlannedYears("stated", stated.first, stated.last, stated.chapter)


def _standing(planned: tuple[PlannedYears, ...], report: Progress | None, on: date) -> ItemStanding:
    """Overdue: its planned end is over, it is reported and not done. Late: done after that end,
    begun after its planned first year, or not begun though that year is over."""
    if report is None or not planned or report.status == "cancelled":
        return ""
    if report.status in NOT_DONE and _is_over(planned, on):
        return "overdue"
    first = min((years.first for years in planned if years.first), default=None)
    return "late" if _is_late(first, end_of(planned), report, on) else ""


def _is_late(first: FiscalYear | None, end: FiscalYear | None, report: Progress, on: date) -> bool:
    if end and report.finish and report.finish > end.last_day:
        return True
    if first is None:
        return False
    begun = on if report.status == "not_started" else report.start
    return begun is not None and begun > first.last_day


def end_of(planned: tuple[PlannedYears, ...]) -> FiscalYear | None:
    """The planned last year, where a source tells it: a copied bar before a chapter's words."""
    return next((years.last for years in planned if years.last), None)


def _is_over(planned: tuple[PlannedYears, ...], on: date) -> bool:
    end = end_of(planned)
    return end is not None and on > end.last_day


def _is_wanted(line: ScheduleLine, wanted: Wanted) -> bool:
    return (
        (wanted.initiative_no is None or line.initiative_no == wanted.initiative_no)
        and wanted.status in (None, line.status, line.standing or None)
        and wanted.section in (None, line.owner)
        and (wanted.fiscal_year is None or line.is_in(wanted.fiscal_year))
    )


def _reports(record: Record, view: View, plan_id: str) -> dict[str, Progress]:
    attached = attachments_at(record, view.revision)
    reported = standing(record, PROGRESS, plan_id, view.revision)
    return {item_id: _progress(entry, plan_id, attached) for item_id, entry in reported.items()}


def _progress(entry: Entry[WorkProgress], plan_id: str, attached: AttachedByReport) -> Progress:
    subjects = [owned_key(kind, in_plan(plan_id, entry.key)) for kind in ITEM_KINDS]
    return Progress(
        status=entry.value.status,
        start=entry.value.start_month,
        finish=entry.value.finish_month,
        evidence=entry.value.evidence,
        batch_id=entry.batch_id,
        reported_at=entry.recorded_at,
        attached=sum(
            any(attachment.belongs_to(subject) for subject in subjects)
            for attachment in attached.get(entry.batch_id, ())
        ),
    )
