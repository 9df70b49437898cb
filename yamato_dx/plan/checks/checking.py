"""Cross checks of a plan that was read: one entry of a table per check, all faults at once.

A check is left out only where a value that it needs could not be read, so that one
fault never shows as two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final

from yamato_dx.plan.checks.finding import NONE_PUBLISHED, Known, PlanFinding, PublishedIds
from yamato_dx.plan.checks.kpis import KPI_CHECKS
from yamato_dx.plan.checks.partial_reading import PartialReading, ValuePath
from yamato_dx.plan.checks.questions import QUESTION_CHECKS
from yamato_dx.plan.model.fault import PlanFault
from yamato_dx.plan.model.municipality_code import check_digit
from yamato_dx.plan.model.types import (
    Commitment,
    Plan,
    QuotedPopulation,
    RoleRelation,
    WorkItem,
)

LONGEST_PERIOD: Final = 30

_ID_FORM: Final = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def is_id(written: str) -> bool:
    """Whether a thing of a plan, or a plan, can be called so."""
    return _ID_FORM.fullmatch(written) is not None


def check_plan(
    plan: Plan, draft: PartialReading, averages: PublishedIds = NONE_PUBLISHED
) -> Iterator[PlanFault]:
    """Every fault that only shows when the parts of the plan are held against each other."""
    known = _known(plan, draft, averages)
    yield from _plan_faults(plan, draft)
    for list_name, key in UNIQUE_KEYS:
        yield from _repeated(list_name, key, plan, draft)
    for list_name, key in IDS:
        yield from _ill_formed(list_name, key, plan, draft)
    for list_name, checks in ITEM_CHECKS.items():
        for place, item in _items(list_name, plan):
            for needs, find in checks:
                if all(draft.is_read((*place, need)) for need in needs):
                    yield from _faults(draft, place, find(item, known))


def _known(plan: Plan, draft: PartialReading, averages: PublishedIds) -> Known:
    is_read = draft.is_read(("first_year",)) and draft.is_read(("last_year",))
    has_period = is_read and plan.first_year <= plan.last_year
    return Known(
        period=(plan.first_year, plan.last_year) if has_period else None,
        initiative_nos=_ids("initiatives", "initiative_no", plan, draft) or None,
        role_ids=_ids("roles", "role_id", plan, draft),
        kpis=plan.kpis if _ids("kpis", "kpi_id", plan, draft) else None,
        averages=averages,
    )


def _ids(list_name: str, key: str, plan: Plan, draft: PartialReading) -> frozenset[Any] | None:
    """The ids of a list, or None where one could not be read: nothing is unknown then."""
    unread = draft.unread
    if (list_name,) in unread or (list_name, "item") in unread:
        return None
    ids = {place: getattr(item, key) for place, item in _items(list_name, plan)}
    return None if any((*place, key) in unread for place in ids) else frozenset(ids.values())


def _items(list_name: str, plan: Plan) -> Iterator[tuple[ValuePath, Any]]:
    for number, item in enumerate(getattr(plan, list_name)):
        yield (list_name, number), item


def _faults(
    draft: PartialReading, place: ValuePath, findings: Iterator[PlanFinding]
) -> Iterator[PlanFault]:
    for finding in findings:
        file, line = draft.line((*place, *finding.within))
        yield PlanFault(file, line, finding.code, finding.values)


# ── the plan itself ──────────────────────────────────────────────────────────────────────────


def _code_form(plan: Plan) -> Iterator[PlanFinding]:
    code = plan.municipality.municipality_code
    within = ("municipality", "municipality_code")
    if not re.fullmatch(r"\d{6}", code, re.ASCII):
        yield PlanFinding(within, "bad_code_form", {"raw": code})
    elif int(code[5]) != check_digit(code[:5]):
        expected = f"{code[:5]}{check_digit(code[:5])}"
        yield PlanFinding(within, "check_digit", {"raw": code, "expected": expected})


def _period(plan: Plan) -> Iterator[PlanFinding]:
    length = plan.last_year.start_year - plan.first_year.start_year + 1
    years = {"first": plan.first_year.start_year, "last": plan.last_year.start_year}
    if length < 1:
        yield PlanFinding(("last_year",), "period_reversed", years)
    elif length > LONGEST_PERIOD:
        yield PlanFinding(("last_year",), "period_too_long", {**years, "longest": LONGEST_PERIOD})


def _effective_from(plan: Plan) -> Iterator[PlanFinding]:
    if plan.first_year <= plan.last_year and plan.effective_from > plan.last_year.last_day:
        values = {"raw": plan.effective_from, "last_day": plan.last_year.last_day}
        yield PlanFinding(("effective_from",), "effective_after_period", values)


def _plan_id(plan: Plan) -> Iterator[PlanFinding]:
    if not is_id(plan.plan_id):
        yield PlanFinding(("plan_id",), "bad_id", {"key": "plan_id", "raw": plan.plan_id})


def _something_listed(plan: Plan) -> Iterator[PlanFinding]:
    for name in ("initiatives", "kpis"):
        if not getattr(plan, name):
            yield PlanFinding((name,), "none_listed", {"key": name})


def _gaps_have_places(plan: Plan) -> Iterator[PlanFinding]:
    """What is copied into rows of the plan needs such rows."""
    rows = {
        "bars": bool(plan.work_items),
        "footnotes": any(term.is_ours and term.footnote_no is not None for term in plan.glossary),
    }
    for number, gap in enumerate(plan.gaps):
        if not rows.get(gap.kind, True):
            yield PlanFinding(("gaps", number, "kind"), f"no_place_for_{gap.kind}")


PlanCheck = tuple[tuple[str, ...], Callable[[Plan], Iterator[PlanFinding]]]

PLAN_CHECKS: Final[tuple[PlanCheck, ...]] = (
    (("municipality",), _code_form),
    (("first_year", "last_year"), _period),
    (("effective_from", "first_year", "last_year"), _effective_from),
    (("plan_id",), _plan_id),
    (("initiatives", "kpis"), _something_listed),
    (("gaps", "work_items", "glossary"), _gaps_have_places),
)


def _plan_faults(plan: Plan, draft: PartialReading) -> Iterator[PlanFault]:
    for needs, find in PLAN_CHECKS:
        if all(draft.is_read((need,)) for need in needs):
            yield from _faults(draft, (), find(plan))


# ── ids and numbers ──────────────────────────────────────────────────────────────────────────

IDS: Final = (
    ("work_items", "work_item_id"),
    ("commitments", "commitment_id"),
    ("kpis", "kpi_id"),
    ("open_questions", "question_id"),
    ("gaps", "gap_id"),
    ("roles", "role_id"),
    ("career_levels", "career_level_id"),
    ("glossary", "term_id"),
    ("treatments", "treatment_id"),
)
UNIQUE_KEYS: Final = (
    *IDS,
    ("principles", "principle_no"),
    ("initiatives", "initiative_no"),
    ("kpis", "kpi_no"),
    ("glossary", "footnote_no"),
    ("self_grades", "grade"),
)


def _repeated(list_name: str, key: str, plan: Plan, draft: PartialReading) -> Iterator[PlanFault]:
    seen: Counter[object] = Counter()
    for place, item in _items(list_name, plan):
        value = getattr(item, key)
        seen[value] += value is not None
        if seen[value] > 1:
            finding = PlanFinding((key,), "repeated", {"key": key, "raw": value})
            yield from _faults(draft, place, iter((finding,)))


def _ill_formed(list_name: str, key: str, plan: Plan, draft: PartialReading) -> Iterator[PlanFault]:
    for place, item in _items(list_name, plan):
        value = getattr(item, key)
        if value is not None and not is_id(value):
            finding = PlanFinding((key,), "bad_id", {"key": key, "raw": value})
            yield from _faults(draft, place, iter((finding,)))


# ── the smaller lists ────────────────────────────────────────────────────────────────────────


def _initiative_exists(item: WorkItem | Commitment, known: Known) -> Iterator[PlanFinding]:
    yield from known.initiative_faults(item.initiative_no)


def _stated_years(item: WorkItem | Commitment, known: Known) -> Iterator[PlanFinding]:
    years = item.stated_years
    if years is None:
        return
    if years.first is not None and years.first > years.last:
        values = {"first": years.first.start_year, "last": years.last.start_year}
        yield PlanFinding(("stated_years", "last"), "years_reversed", values)
    for key, year in (("first", years.first), ("last", years.last)):
        if year is not None:
            yield from known.year_faults(("stated_years", key), year)


def _arrow_year(item: WorkItem, known: Known) -> Iterator[PlanFinding]:
    if item.arrow_year is not None:
        yield from known.year_faults(("arrow_year",), item.arrow_year)


def _roles_exist(relation: RoleRelation, known: Known) -> Iterator[PlanFinding]:
    for key in ("role_id", "to_role_id"):
        role_id = getattr(relation, key)
        if known.role_ids is not None and role_id not in known.role_ids:
            yield PlanFinding((key,), "unknown_role", {"raw": role_id})


def _population(figure: QuotedPopulation, _known: Known) -> Iterator[PlanFinding]:
    if figure.population < 0:
        yield PlanFinding(("population",), "negative_population", {"raw": figure.population})
    if figure.share is not None and not 0 <= figure.share <= 1:
        yield PlanFinding(("share",), "not_a_share", {"key": "share", "raw": figure.share})


ItemCheck = tuple[tuple[str, ...], Callable[[Any, Known], Iterator[PlanFinding]]]

ITEM_CHECKS: Final[dict[str, tuple[ItemCheck, ...]]] = {
    "work_items": (
        (("initiative_no",), _initiative_exists),
        (("stated_years",), _stated_years),
        (("arrow_year",), _arrow_year),
    ),
    "commitments": (
        (("initiative_no",), _initiative_exists),
        (("stated_years",), _stated_years),
    ),
    "kpis": KPI_CHECKS,
    "open_questions": QUESTION_CHECKS,
    "role_relations": ((("role_id", "to_role_id"), _roles_exist),),
    "quoted_population": ((("population", "share"), _population),),
}
