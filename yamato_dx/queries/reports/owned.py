"""What a section answers for and a report may be about: KPIs, work items, commitments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from yamato_dx import i18n
from yamato_dx.entries.sections import OwnedKind, owned_key
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Plan, Text
from yamato_dx.plan_keys import in_plan
from yamato_dx.queries.assessed import View, plan_ids_in_effect, plan_of_reports
from yamato_dx.queries.town import Town
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class Owned:
    """A thing that a section answers for, as the grid of 担当課の登録 lists it.

    `number`: a KPI's as printed; of the others, which the plan does not number, initiative and
    place within it (1-4), to tell rows apart.
    """

    kind: OwnedKind
    owned_id: str
    number: str
    name: str
    initiative_no: int | None
    short_name: str = ""  # of a KPI

    @property
    def key(self) -> str:
        return owned_key(self.kind, self.owned_id)


@kept(64)
def owned_things(plan: Plan, lang: str) -> tuple[Owned, ...]:
    """KPIs, then work items, then commitments, in the plan's order."""
    counts: Counter[int | None] = Counter()
    items = [(item.work_item_id, item.initiative_no, item.name) for item in plan.work_items]
    promises = [
        (commitment.commitment_id, commitment.initiative_no, commitment.name)
        for commitment in plan.commitments
    ]
    return (
        *(
            Owned(
                "kpi",
                kpi.kpi_id,
                kpi.kpi_no,
                kpi.name.in_language(lang),
                kpi.initiative_no,
                kpi.short_name.in_language(lang),
            )
            for kpi in plan.kpis
        ),
        *_numbered("work_item", items, counts, lang),
        *_numbered("commitment", promises, counts, lang),
    )


def _numbered(
    kind: OwnedKind,
    items: Sequence[tuple[str, int | None, Text]],
    counts: Counter[int | None],
    lang: str,
) -> Iterator[Owned]:
    """`counts` goes on from one kind to the next, so that no number stands twice."""
    for item_id, initiative_no, name in items:
        counts[initiative_no] += 1
        group = "0" if initiative_no is None else str(initiative_no)
        number = f"{group}-{counts[initiative_no]}"
        yield Owned(kind, item_id, number, name.in_language(lang), initiative_no)


def without_owner(town: Town, plan: Plan, on: date, lang: str) -> tuple[Owned, ...]:
    """The things that no section answers for on the day."""
    return tuple(
        thing
        for thing in owned_things(plan, lang)
        if town.owner_section(thing.kind, thing.owned_id, on) is None
    )


def titled(thing: Owned, plan: Plan, lang: str, *, is_other: bool) -> Owned:
    """Under the key of the ledger; of another plan than the one in sight with its title."""
    owned_id = in_plan(plan.plan_id, thing.owned_id)
    if not is_other:
        return replace(thing, owned_id=owned_id)
    name = i18n.text(
        "reports.item_of_plan", lang, name=thing.name, plan=plan.title.in_language(lang)
    )
    return replace(thing, owned_id=owned_id, name=name, initiative_no=None)


@kept(16)
def reported_things(record: Record, view: View, lang: str) -> tuple[Owned, ...]:
    """All that a report may be about: the KPIs of all plans, then the work items and commitments of
    each under the keys of the ledger, the plan in sight first."""
    plan_ids = plan_ids_in_effect(record, view)
    plans = [plan_of_reports(record, replace(view, plan_id=plan_id)) for plan_id in plan_ids]
    return (
        *(thing for thing in owned_things(plans[0], lang) if thing.kind == "kpi"),
        *(
            titled(thing, plan, lang, is_other=plan is not plans[0])
            for plan in plans
            for thing in owned_things(plan, lang)
            if thing.kind != "kpi"
        ),
    )
