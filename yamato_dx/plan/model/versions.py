"""The versions of one municipality's plan: faults between them, and what any of them names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TypeVar

from yamato_dx.plan.model.fault import PlanFault
from yamato_dx.plan.model.types import Kpi, Plan

T = TypeVar("T")


def naming_all(plan: Plan, plans: Iterable[Plan]) -> Plan:
    """`plan` and behind its own the KPIs, work items and commitments that only other versions
    have, each as its newest version has it: to name what was reported under them."""
    newest_first = sorted(plans, key=attrgetter("effective_from"), reverse=True)

    def all_of(things: Callable[[Plan], tuple[T, ...]], id_name: str) -> tuple[T, ...]:
        known: dict[str, T] = {}
        for version in (plan, *newest_first):
            for thing in things(version):
                known.setdefault(getattr(thing, id_name), thing)
        return tuple(known.values())

    return replace(
        plan,
        kpis=all_of(attrgetter("kpis"), "kpi_id"),
        work_items=all_of(attrgetter("work_items"), "work_item_id"),
        commitments=all_of(attrgetter("commitments"), "commitment_id"),
    )


def check_versions(plans: Mapping[str, Plan]) -> Iterator[PlanFault]:
    """Faults between versions; `plans` maps the name of the version's folder to the plan."""
    by_date = sorted(plans.items(), key=lambda named: named[1].effective_from)
    for place, (folder, later) in enumerate(by_date):
        earlier = [plan for _, plan in by_date[:place]]
        for code, values in _differences(earlier, later):
            yield PlanFault(f"{folder}/plan.yaml", None, code, values)
        yield from _changed_kpis(folder, earlier, later)


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


def _changed_kpis(folder: str, earlier: Sequence[Plan], later: Plan) -> Iterator[PlanFault]:
    """A KPI keeps unit and form, also over a version that left it out, else its earlier figures
    would mean another thing."""
    before = {kpi.kpi_id: kpi for plan in earlier for kpi in plan.kpis}
    for kpi in later.kpis:
        old = before.get(kpi.kpi_id)
        if old and _measure(old) != _measure(kpi):
            yield PlanFault(f"{folder}/kpis.yaml", None, "measure_changed", {"raw": kpi.kpi_id})


def _measure(kpi: Kpi) -> tuple[str, str]:
    return kpi.unit.ja, kpi.value_form
