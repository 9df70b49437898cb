"""What is asked of a paper, beside the moment that it shows."""

from __future__ import annotations

from dataclasses import dataclass

from yamato_dx.entries.review.meetings import Meeting
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.output.papers.meeting import SheetSize
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import View, plan_at
from yamato_dx.queries.selection import require_year
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class PlanEnding:
    """The act that is about to close a plan and keep the paper of it."""

    by: str
    approval_no: str


@dataclass(frozen=True)
class PaperWish:
    """`fiscal_year`: the year that is looked at. `meeting`: for which the paper is made; None: for
    none yet. `size`: of its sheet, where there is a choice. `ending`: by which the plan is being
    closed; None: it is, or it is not. `with_later`: with figures that came after closing beside,
    and so not the paper that was kept. `trail`: where the audit trail stands, as a paper that is
    kept says it in its foot."""

    fiscal_year: int
    lang: str
    meeting: Meeting | None = None
    size: SheetSize = "a3"
    ending: PlanEnding | None = None
    with_later: bool = False
    trail: str = ""


def wish_at(
    record: Record,
    view: View,
    lang: str,
    *,
    fiscal_year: FiscalYear | None = None,
    meeting: Meeting | None = None,
    size: SheetSize = "a3",
) -> PaperWish:
    """The year that is named, else the meeting's, else the one in sight on the day of `view`.
    Raises Refused where the plan does not have the one that is named."""
    named = fiscal_year or (meeting.fiscal_year if meeting else None)
    if fiscal_year:
        require_year(plan_at(record, view), fiscal_year)
    year = named.start_year if named else year_in_sight(plan_at(record, view), view)
    return PaperWish(year, lang, meeting, size)


def year_in_sight(plan: Plan, view: View) -> int:
    """The year under way, or the plan's last or first where the day lies outside it."""
    first, last = plan.first_year.start_year, plan.last_year.start_year
    return max(first, min(last, FiscalYear.of(view.on).start_year))
