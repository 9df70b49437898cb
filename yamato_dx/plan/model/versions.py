"""The versions of one municipality's plan: faults between them, and what any of them names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import TypeVar

from yamato_dx.lettering import nfkc
from yamato_dx.plan.model.fault import PlanFault
from yamato_dx.plan.model.types import Kpi, Plan

T = TypeVar("T")


def naming_all(plan: Plan, plans: Iterable[Plan]) -> Plan:
    """`plan` and behind its own the KPIs that only other plans or versions have, and the work
    items and commitments of its own other versions, each as the newest has it: to name what was
    reported under them."""
    newest_first = sorted(plans, key=attrgetter("effective_from"), reverse=True)
    own = [version for version in newest_first if version.plan_id == plan.plan_id]

    def all_of(
        things: Callable[[Plan], tuple[T, ...]], id_name: str, versions: Sequence[Plan] = own
    ) -> tuple[T, ...]:
        known: dict[str, T] = {}
        for version in (plan, *versions):
            for thing in things(version):
                known.setdefault(getattr(thing, id_name), thing)
        return tuple(known.values())

    return replace(
        plan,
        kpis=all_of(attrgetter("kpis"), "kpi_id", newest_first),
        work_items=all_of(attrgetter("work_items"), "work_item_id"),
        commitments=all_of(attrgetter("commitments"), "commitment_id"),
    )


def usual_plan(plans: Sequence[Plan], on: date) -> str:
    """The id of the plan that a reader who names none is shown: of those in effect on the day the
    newest whose first year is over, so that a figure of it can be due; else the one that took
    effect first. «» where there is none."""
    in_order = sorted(plans, key=attrgetter("effective_from"))
    due = [plan for plan in in_order if plan.effective_from <= on and plan.first_year.last_day < on]
    newest = max(due, key=attrgetter("first_year", "effective_from"), default=None)
    shown = newest or next(iter(in_order), None)
    return shown.plan_id if shown else ""


def check_versions(plans: Mapping[str, Plan]) -> Iterator[PlanFault]:
    """Faults between versions; `plans` maps the name of the version's folder to the plan."""
    by_date = sorted(plans.items(), key=lambda named: named[1].effective_from)
    for place, (folder, later) in enumerate(by_date):
        earlier = [plan for _, plan in by_date[:place]]
        for code, values in _differences(earlier, later):
            yield PlanFault(f"{folder}/plan.yaml", None, code, values)
        yield from changed_kpis(folder, earlier, later)


def _differences(earlier: Sequence[Plan], later: Plan) -> Iterator[tuple[str, dict[str, object]]]:
    if not earlier:
        return
    before, code = earlier[-1], later.municipality.municipality_code
    if before.municipality.municipality_code != code:
        yield "other_municipality", {"raw": code, "other": before.municipality.municipality_code}
    if later.plan_version in {plan.plan_version for plan in earlier}:
        yield "same_version", {"raw": later.plan_version}
    if before.effective_from == later.effective_from:
        yield "same_effective_from", {"raw": later.effective_from}


def changed_kpis(folder: str, earlier: Sequence[Plan], later: Plan) -> Iterator[PlanFault]:
    """A KPI keeps unit and form, also over a version that left it out, else its earlier figures
    would mean another thing."""
    before = {kpi.kpi_id: kpi for plan in earlier for kpi in plan.kpis}
    for kpi in later.kpis:
        old = before.get(kpi.kpi_id)
        if old and _measure(old) != _measure(kpi):
            yield PlanFault(f"{folder}/kpis.yaml", None, "measure_changed", {"raw": kpi.kpi_id})


def _measure(kpi: Kpi) -> tuple[str, str]:
    return kpi.unit.ja, kpi.value_form


def means_the_same(kpi: Kpi, other: Kpi) -> bool:
    """Whether figures of the two may stand in one line: what is counted, of how many, in which unit
    and form, over which period. How they are judged is no part of it."""
    return _figure(kpi) == _figure(other)


def _figure(kpi: Kpi) -> tuple[object, ...]:
    counted = tuple(nfkc(words.ja) for words in (kpi.tells, kpi.tells_not))
    return (*_measure(kpi), kpi.is_cumulative, kpi.period, kpi.total, *counted)
