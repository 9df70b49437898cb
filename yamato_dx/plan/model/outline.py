"""An outline: a plan that is still to be written, as a workbook to fill in.

What nobody has said yet is None, also where a plan must say it: the checks of the workbook ask for
it, cell by cell. An outline is never recorded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import text
from yamato_dx.plan.model.types import Plan, Target

FIRST_VERSION: Final = "1.0"
# What only the new plan itself can say.
_UNSAID: Final[dict[str, Any]] = dict.fromkeys(
    ("title", "effective_from", "established", "revises", "source")
)
# What the old plan said of itself, and of no other.
_OWN_TEXT: Final[dict[str, Any]] = dict.fromkeys(
    (
        "purpose",
        "background",
        "review_rule",
        "readings",
        "history",
        "related_plans",
        "gaps",
        "securing_policies",
        "training_policies",
        "quoted_population",
    ),
    (),
)
# Lists whose things name the chapter that they come from.
_CARRIED: Final = ("principles", "roles", "role_relations", "career_levels", "open_questions")


@dataclass(frozen=True)
class PlanSpan:
    """What is known of a plan before it is written."""

    plan_id: str
    first_year: FiscalYear
    last_year: FiscalYear

    @property
    def years(self) -> tuple[FiscalYear, ...]:
        return tuple(
            FiscalYear(year)
            for year in range(self.first_year.start_year, self.last_year.start_year + 1)
        )


def outline_after(plan: Plan, span: PlanSpan, lang: str) -> Plan:
    """What runs through from `plan`: its initiatives, work items, KPIs, open questions, roles and
    terms under their ids, without years, targets, baselines and what it said of itself. Each
    chapter says that it is the old plan's."""

    def carried(thing: Any, **changes: Any) -> Any:
        return replace(thing, chapter=_of_old(thing.chapter, lang), **changes)

    lists: dict[str, Any] = {name: tuple(map(carried, getattr(plan, name))) for name in _CARRIED}
    return replace(
        plan,
        plan_id=span.plan_id,
        plan_version=FIRST_VERSION,
        first_year=span.first_year,
        last_year=span.last_year,
        initiatives=tuple(carried(initiative, other_names=()) for initiative in plan.initiatives),
        work_items=tuple(
            carried(item, arrow_year=None, stated_years=None) for item in plan.work_items
        ),
        commitments=tuple(carried(promise, stated_years=None) for promise in plan.commitments),
        kpis=tuple(carried(kpi, **_to_fill_in(span.years)) for kpi in plan.kpis),
        glossary=tuple(carried(term, footnote_no=None) for term in plan.glossary),
        **lists,
        **_UNSAID,
        **_OWN_TEXT,
    )


def _to_fill_in(years: tuple[FiscalYear, ...]) -> dict[str, Any]:
    return {
        "baseline": None,
        "targets": tuple(Target(year, None) for year in years),
        "target_date": None,
        "target_phrase": None,
    }


def _of_old(chapter: str | None, lang: str) -> str | None:
    return chapter and text("plan.loading.next.chapter", lang, chapter=chapter)
