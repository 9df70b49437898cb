"""The next plan, begun from what was decided of each KPI at the end of this one."""

from __future__ import annotations

from yamato_dx.entries.review.closing import treatment_of
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.outline import PlanSpan
from yamato_dx.plan.model.types import Baseline
from yamato_dx.queries.assessed import View, assessed
from yamato_dx.queries.closing.entered import entered_at
from yamato_dx.queries.closing.lines import new_baseline
from yamato_dx.queries.closing.story import verdicts_of
from yamato_dx.queries.plan.next_book import CarriedKpi, next_workbook
from yamato_dx.store.record import Record


def carried_kpis(record: Record, view: View, lang: str) -> dict[str, CarriedKpi]:
    """By KPI of the plan in sight, what was decided of it. The baseline is the last figure of the
    plan's years as it stands now: one that came after closing is better than the one before."""
    answer = assessed(record, view)
    plan = answer.plan
    carried = entered_at(record, view.revision, plan.plan_id).carried
    found = {}
    for verdict in verdicts_of(answer):
        entry = carried.get(verdict.kpi.kpi_id)
        treatment = treatment_of(plan, entry.value.treatment) if entry else None
        if entry is None or treatment is None:
            continue
        last = new_baseline(verdict, lang)
        is_usable = last is not None and last.is_final and treatment.goes_on
        found[verdict.kpi.kpi_id] = CarriedKpi(
            treatment.name.in_language(lang),
            treatment.goes_on,
            entry.value.successor,
            entry.value.reason,
            Baseline(FiscalYear(last.fiscal_year), last.value) if last and is_usable else None,
        )
    return found


def carried_workbook(record: Record, view: View, span: PlanSpan, lang: str) -> bytes:
    """As `next_workbook`, of what goes on. Raises Refused."""
    return next_workbook(record, view, span, lang, carried=carried_kpis(record, view, lang))
