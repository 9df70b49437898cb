"""What is worth knowing of a plan that was read, and stops nothing."""

from __future__ import annotations

from collections.abc import Iterator

from yamato_dx.plan.checks.partial_reading import PartialReading
from yamato_dx.plan.model.fault import PlanFault
from yamato_dx.plan.model.types import Plan


def plan_notes(plan: Plan, draft: PartialReading) -> Iterator[PlanFault]:
    """A KPI without any target: a plan may have it so, or its targets may have been forgotten.
    One that is held against a published figure is left out, for that is its target."""
    for number, kpi in enumerate(plan.kpis):
        place = ("kpis", number)
        is_read = draft.is_read((*place, "targets")) and draft.is_read((*place, "shape"))
        if is_read and not kpi.targets and kpi.shape != "match_benchmark":
            file, line = draft.line(place)
            values = {"raw": kpi.kpi_no}
            yield PlanFault(file, line, "kpi_without_target", values, severity="note")
