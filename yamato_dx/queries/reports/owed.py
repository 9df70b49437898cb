"""What a section owes for a year: which figures and which work items, by when, what is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from yamato_dx import i18n
from yamato_dx.assessment.reading.rereading import TO_REPORT_ANEW
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.entries.cards import KpiCard
from yamato_dx.entries.progress import PROGRESS, WorkProgress
from yamato_dx.entries.sections import OWNER, OwnedKind, Owner, Section
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Kpi, Plan, in_force
from yamato_dx.plan_keys import in_plan
from yamato_dx.queries.assessed import (
    Assessed,
    View,
    assessed,
    plan_at,
    plan_ids_in_effect,
)
from yamato_dx.queries.cards import card_lines, cards_at
from yamato_dx.queries.entries import Entry, standing
from yamato_dx.queries.reports.owned import Owned, owned_things, titled
from yamato_dx.queries.town import Town, plan_in_effect, town_at
from yamato_dx.queries.words import Verdict, final_words, understood_figure, verdict_of
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.record import Record

# Who has given nothing yet, be the day past or not.
_OPEN: Final = frozenset(("not_due", "not_reported", "in_progress"))


@dataclass(frozen=True)
class MonthFigures:
    """A month's figure, and the number of people of whom it is a mean; without their units."""

    value: str
    people: str


@dataclass(frozen=True)
class ServedPlan:
    """A plan that names the KPI: under which number, with which target of the year."""

    title: str
    kpi_no: str
    target: str

    @property
    def called(self) -> str:
        return f"{self.title} {self.kpi_no}"


@dataclass(frozen=True)
class OwedKpi:
    """One KPI to report for the year, once for all plans that name it.

    `kpi`: as the plan in sight has it, else as the first of the others. `serves`: all of them;
    empty where one plan alone asks for the year. `standing`: what is held of the year already, or
    «». `months_before`: the months of last year, April first. `final_by`: from when its figure can
    be final, `calendar_year`: of which months it is; «» where the plan says nothing of it. `card`:
    how it is got, heading and words.
    """

    kpi: Kpi
    is_in_sight: bool
    serves: tuple[ServedPlan, ...]
    target: str
    year_before: str
    last_year: str
    months_before: tuple[MonthFigures, ...]
    standing: str
    batch_id: str
    due: str
    due_is_default: bool
    final_by: str
    calendar_year: str
    card: tuple[tuple[str, str], ...]
    verdict: Verdict | None
    is_open: bool

    @property
    def called(self) -> str:
        """Its number; of a KPI that the plan in sight does not name, behind its plan's title."""
        return self.kpi.kpi_no if self.is_in_sight else self.serves[0].called


@dataclass(frozen=True)
class OwedItem:
    """A work item or commitment. `item_key`: of the ledger, its plan's id before its own.
    `plan_title`: of another plan than the one in sight. `standing`: its last report, None where
    unreported."""

    item_key: str
    plan_title: str
    kind: OwnedKind
    number: str
    name: str
    initiative_no: int | None
    due: str
    standing: WorkProgress | None
    batch_id: str

    @property
    def called(self) -> str:
        return f"{self.plan_title} {self.number}".strip()


@dataclass(frozen=True, eq=False)
class Owed:
    """`section` None: everything, whoever owns it. `usual_status`: what the state of a figure is
    until another is chosen, «» for none. One object for as long as it is true."""

    section: Section | None
    fiscal_year: FiscalYear
    kpis: tuple[OwedKpi, ...]
    items: tuple[OwedItem, ...]
    usual_status: str = ""

    @property
    def open_kpis(self) -> int:
        return sum(kpi.is_open for kpi in self.kpis)

    @property
    def unreported_items(self) -> int:
        return sum(item.standing is None for item in self.items)


def sections_on(record: Record, view: View) -> tuple[Section, ...]:
    """The sections that exist on the day, in the order entered (庁内順)."""
    plan_id = plan_at(record, view).plan_id
    found = town_at(record, view.revision, plan_id).sections.values()
    return tuple(section for section in found if section.is_valid(view.on))


@kept(64)
def owed(
    record: Record, view: View, fiscal_year: FiscalYear, lang: str, *, section_id: str | None
) -> Owed:
    """What the section owes for the year to every plan that holds it, the plan in sight first:
    each by the version that was in force at its end (today's where it is not over); everything
    where `section_id` is None."""
    asking = _asking(record, view, fiscal_year)
    town = asking[0].town
    section = town.sections.get(section_id) if section_id else None
    progress = standing(record, PROGRESS, None, view.revision)
    cards = cards_at(record, view.revision, asking[0].plan.plan_id)
    named: dict[str, list[_Asking]] = {}
    for of_plan in asking:
        for kpi in of_plan.plan.kpis:
            named.setdefault(kpi.kpi_id, []).append(of_plan)
    return Owed(
        section,
        fiscal_year,
        tuple(
            _owed_kpi(asking, of_plans, kpi_id, fiscal_year, lang=lang, card=cards.get(kpi_id))
            for kpi_id, of_plans in named.items()
            if _is_owned(town, OWNER.key("kpi", kpi_id), section)
        ),
        tuple(
            _owed_item(
                titled(thing, of_plan.plan, lang, is_other=of_plan is not asking[0]),
                of_plan.town.owners.get(thing.key),
                fiscal_year,
                lang,
                plan_title="" if of_plan is asking[0] else of_plan.plan.title.in_language(lang),
                progress=progress.get(in_plan(of_plan.plan.plan_id, thing.owned_id)),
            )
            for of_plan in asking
            for thing in owned_things(of_plan.plan, lang)
            if thing.kind != "kpi" and _is_owned(of_plan.town, thing.key, section)
        ),
    )


@dataclass(frozen=True, eq=False)
class _Asking:
    """A plan that asks for a year, as it stood at its end."""

    answer: Assessed
    plan: Plan
    town: Town


def _asking(record: Record, view: View, year: FiscalYear) -> list[_Asking]:
    """The plan in sight, and the others that hold the year."""
    in_sight, *others = (
        assessed(record, replace(view, plan_id=plan_id))
        for plan_id in plan_ids_in_effect(record, view)
    )
    asking = []
    for answer in (in_sight, *others):
        at_end = in_force(answer.plans, min(view.on, year.last_day))
        town = town_at(record, view.revision, at_end.plan_id)
        plan = plan_in_effect(at_end, town, view.on)
        if answer is in_sight or plan.first_year <= year <= plan.last_year:
            asking.append(_Asking(answer, plan, town))
    return asking


def _is_owned(town: Town, key: str, section: Section | None) -> bool:
    owner = town.owners.get(key)
    return section is None or (owner is not None and owner.section_id == section.section_id)


def _owed_kpi(
    asking: Sequence[_Asking],
    of_plans: Sequence[_Asking],
    kpi_id: str,
    year: FiscalYear,
    *,
    lang: str,
    card: KpiCard | None,
) -> OwedKpi:
    """`of_plans`: those of `asking` that name the KPI. The earliest of their days is the one to
    report by."""
    first = of_plans[0]
    answer, kpi = first.answer, first.plan.kpi(kpi_id)
    rows = answer.years.get(kpi_id, {})
    row, before = rows.get(year.start_year), rows.get(year.start_year - 1)
    has_value = row is not None and _has_value(row)
    named = [of_plan.plan.kpi(kpi_id) for of_plan in of_plans]
    of_year = [of_plan.answer.years.get(kpi_id, {}).get(year.start_year) for of_plan in of_plans]
    return OwedKpi(
        kpi=kpi,
        is_in_sight=first is asking[0],
        serves=tuple(
            _served(of_plan, kpi_id, row_of_plan, lang)
            for of_plan, row_of_plan in zip(of_plans, of_year, strict=True)
            if len(asking) > 1
        ),
        target=_target(row, kpi, lang),
        year_before=wording.year_words(kpi, year.start_year - 1, lang),
        last_year=_actual(before, kpi, lang) if before else i18n.MISSING,
        months_before=_months(answer, kpi, FiscalYear(year.start_year - 1), lang),
        standing=_actual(row, kpi, lang) if row and has_value else "",
        batch_id=str(row["batch_id"]) if row and has_value else "",
        due=i18n.day(min(each.report_due(year) for each in named), lang),
        final_by=final_words(kpi, year, lang),
        card=card_lines(card, lang),
        calendar_year=_calendar_year(kpi, year, lang),
        due_is_default=not any(each.report_due_month_day for each in named),
        verdict=verdict_of(row, lang) if row else None,
        is_open=any(row and _is_open(row, has_value=_has_value(row)) for row in of_year),
    )


def _served(of_plan: _Asking, kpi_id: str, row: Row | None, lang: str) -> ServedPlan:
    kpi = of_plan.plan.kpi(kpi_id)
    return ServedPlan(of_plan.plan.title.in_language(lang), kpi.kpi_no, _target(row, kpi, lang))


def _target(row: Row | None, kpi: Kpi, lang: str) -> str:
    return spoken(wording.target_figure(row, kpi, lang), lang) if row else i18n.MISSING


def _calendar_year(kpi: Kpi, year: FiscalYear, lang: str) -> str:
    """The months that its figure is of; «» for a KPI of fiscal years."""
    if not kpi.is_of_calendar_year:
        return ""
    return i18n.text("reports.typing.calendar_year", lang, year=year.start_year)


def _months(answer: Assessed, kpi: Kpi, year: FiscalYear, lang: str) -> tuple[MonthFigures, ...]:
    standing = answer.standing
    is_month = (standing["kpi_id"] == kpi.kpi_id) & (standing["period_months"] == 1)
    rows = {row["period_start"].date(): row for row in rows_of(standing[is_month])}
    return tuple(
        MonthFigures(understood_figure(row, kpi, lang).number, _people(row, lang))
        if (row := rows.get(month))
        else MonthFigures(i18n.MISSING, i18n.MISSING)
        for month in year.months
    )


def _people(row: Row, lang: str) -> str:
    weight = row["weight"]
    return i18n.MISSING if is_missing(weight) else i18n.number(float(weight), 0, lang)


def _is_open(row: Row, *, has_value: bool) -> bool:
    """Whether a figure is waited for: none is there, or one that is read otherwise by now."""
    if has_value:
        return str(row["reason"]) in TO_REPORT_ANEW
    return str(row["verdict"]) in _OPEN


def _actual(row: Row, kpi: Kpi, lang: str) -> str:
    """The figure as reported: hours, not the share by which they fell."""
    if row["value_status"] == "awaiting":
        return i18n.text("assessment.status.awaiting", lang)
    figure = spoken(wording.reported_figure(row, kpi, lang), lang)
    detail = wording.actual_detail(row, kpi, lang) if kpi.shape != "reduce_by" else None
    if detail is None:
        return figure
    return i18n.text("assessment.with_detail", lang, figure=figure, detail=spoken(detail, lang))


def _has_value(row: Row) -> bool:
    return not is_missing(row["actual_value"]) or row["value_status"] == "awaiting"


def _owed_item(
    thing: Owned,
    owner: Owner | None,
    year: FiscalYear,
    lang: str,
    *,
    plan_title: str,
    progress: Entry[WorkProgress] | None,
) -> OwedItem:
    due = _due(year, owner.report_due) if owner and owner.report_due else None
    return OwedItem(
        item_key=thing.owned_id,
        plan_title=plan_title,
        kind=thing.kind,
        number=thing.number,
        name=thing.name,
        initiative_no=thing.initiative_no,
        due=i18n.day(due, lang) if due else "",
        standing=progress.value if progress else None,
        batch_id=progress.batch_id if progress else "",
    )


def _due(year: FiscalYear, month_day: tuple[int, int]) -> date:
    """A day in the calendar year in which the fiscal year ends."""
    month, day = month_day
    return date(year.start_year + 1, month, day)


def years_to_report(plan: Plan, on: date) -> tuple[FiscalYear, ...]:
    """The years of the plan, and after it up to the one under way."""
    last = max(plan.last_year.start_year, FiscalYear.of(on).start_year)
    return tuple(FiscalYear(year) for year in range(plan.first_year.start_year, last + 1))


def year_to_report(plan: Plan, on: date) -> FiscalYear:
    """The last year that has ended, within the plan: the one that sections are asked for."""
    ended = FiscalYear.of(on).start_year - 1
    first, last = plan.first_year.start_year, plan.last_year.start_year
    return FiscalYear(max(first, min(last, ended)))
