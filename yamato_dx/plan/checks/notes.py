"""What is worth knowing of a plan that was read, and stops nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.checks.finding import PlanFinding
from yamato_dx.plan.checks.partial_reading import PartialReading
from yamato_dx.plan.model.fault import PlanFault
from yamato_dx.plan.model.types import Kpi, Plan, Text


def plan_notes(plan: Plan, draft: PartialReading) -> Iterator[PlanFault]:
    """By KPI, in the plan's order."""
    for number, kpi in enumerate(plan.kpis):
        place = ("kpis", number)
        for needs, find in _NOTES:
            note = find(kpi) if all(draft.is_read((*place, need)) for need in needs) else None
            if note:
                file, line = draft.line((*place, *note.within))
                yield PlanFault(file, line, note.code, note.values, severity="note")


def _without_target(kpi: Kpi) -> PlanFinding | None:
    """A plan may have it so, or its targets may have been forgotten. One that is held against a
    published figure is left out, for that is its target."""
    if kpi.targets or kpi.shape == "match_benchmark":
        return None
    return PlanFinding((), "kpi_without_target", {"raw": kpi.kpi_no})


def _final_after_due(kpi: Kpi) -> PlanFinding | None:
    """What is asked for before anybody can know it for certain."""
    final, due = kpi.final_by(_ANY_YEAR), kpi.report_due(_ANY_YEAR)
    if final is None or final <= due:
        return None
    values = {"raw": kpi.kpi_no, "final": _month_day(final), "due": _month_day(due)}
    return PlanFinding(("final_by_month_day",), "final_after_due", values)


def _month_day(day: date) -> Text:
    return Text(f"{day.month}月{day.day}日", f"{day:%m-%d}")


_ANY_YEAR: Final = FiscalYear(2024)

# The fields that a note needs, and the note.
_NOTES: Final[tuple[tuple[tuple[str, ...], Callable[[Kpi], PlanFinding | None]], ...]] = (
    (("targets", "shape"), _without_target),
    (
        (
            "final_by_month_day",
            "report_due_month_day",
            *("period_kind", "aggregation", "value_form"),
        ),
        _final_after_due,
    ),
)
