"""The KPIs of an offered plan beside those that are known: which of them are the same figure.

An equal id alone makes no two figures one: it may be typed, copied or guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, NamedTuple

from yamato_dx.i18n import MISSING, text
from yamato_dx.intake.cells.naming import KpiNames, folded_name
from yamato_dx.lettering import nfkc
from yamato_dx.plan.model.types import Kpi, Plan
from yamato_dx.plan.model.words import in_words
from yamato_dx.plan.workbook.cells import column_label, plan_rows
from yamato_dx.plan.workbook.tables import TABLES

KpiState = Literal["same", "changed", "new"]

# By their columns: what makes a figure what it is. Targets, range and digits may change.
DEFINITION: Final = (
    "name.ja",
    "shape",
    "direction",
    "value_form",
    "unit.ja",
    "is_cumulative",
    "aggregation",
    "total",
    "tells.ja",
    "tells_not.ja",
)
_KPIS: Final = next(table for table in TABLES if table.name == "kpis")
_FORMS: Final = {column.code: column.form for column in _KPIS.columns}


class PlanKpi(NamedTuple):
    """A KPI in one version of a plan."""

    plan: Plan
    kpi: Kpi


class DefinitionChange(NamedTuple):
    """One part of a definition, by its column; «» is not said."""

    field: str
    before: str
    after: str

    def words(self, lang: str) -> str:
        before, after = (
            in_words(value, _FORMS[self.field], lang) or MISSING
            for value in (self.before, self.after)
        )
        label = column_label(self.field, lang)
        return text("plan.loading.kpis.change", lang, label=label, before=before, after=after)


@dataclass(frozen=True)
class OfferedKpi:
    """`known`: what has its id, in the nearest version that is there. `changes`: of its definition
    since then. `alike`: of a new id, what is called nearly so."""

    plan: Plan
    kpi: Kpi
    known: PlanKpi | None
    changes: tuple[DefinitionChange, ...] = ()
    alike: tuple[PlanKpi, ...] = ()

    @property
    def state(self) -> KpiState:
        if self.known is None:
            return "new"
        return "changed" if self.changes else "same"

    @cached_property
    def waits(self) -> bool:
        """Whether a person must say that it is the figure that is known: where its definition is
        another, and where only another plan has it."""
        return self.known is not None and (
            bool(self.changes) or self.known.plan.plan_id != self.plan.plan_id
        )


def beside_known(held: Sequence[Plan], new: Sequence[Plan]) -> tuple[OfferedKpi, ...]:
    """Each KPI of the new versions, by their date of effect, beside what the others know of it."""
    in_order = sorted(new, key=lambda plan: plan.effective_from)
    return tuple(
        offered
        for place, plan in enumerate(in_order)
        for offered in _beside(plan, _nearest_first(plan, (*held, *in_order[:place])))
    )


def _nearest_first(plan: Plan, known: Sequence[Plan]) -> list[Plan]:
    """Its own versions before it, then those after it, then those of other plans."""

    def distance(version: Plan) -> tuple[bool, bool, int]:
        days = (plan.effective_from - version.effective_from).days
        return version.plan_id != plan.plan_id, days < 0, abs(days)

    return sorted(known, key=distance)


def _beside(plan: Plan, known: Sequence[Plan]) -> list[OfferedKpi]:
    by_id: dict[str, PlanKpi] = {}
    for version in known:
        for kpi in version.kpis:
            by_id.setdefault(kpi.kpi_id, PlanKpi(version, kpi))
    definitions = _definitions(plan)
    own = {kpi.kpi_id for kpi in plan.kpis}
    others = [found for kpi_id, found in by_id.items() if kpi_id not in own]
    offered = []
    for kpi in plan.kpis:
        found = by_id.get(kpi.kpi_id)
        if found is None:
            offered.append(OfferedKpi(plan, kpi, None, alike=_alike(kpi, others)))
        else:
            before, after = _definitions(found.plan)[kpi.kpi_id], definitions[kpi.kpi_id]
            offered.append(OfferedKpi(plan, kpi, found, _changes(before, after)))
    return offered


def _definitions(plan: Plan) -> dict[str, dict[str, str]]:
    return {row["kpi_id"]: row for row in plan_rows(plan, _KPIS)}


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[DefinitionChange, ...]:
    """Other blanks or widths are no other definition."""
    return tuple(
        DefinitionChange(field, before[field], after[field])
        for field in DEFINITION
        if nfkc(before[field]) != nfkc(after[field])
    )


def _alike(kpi: Kpi, others: Sequence[PlanKpi]) -> tuple[PlanKpi, ...]:
    """Known KPIs, none of them in the offered plan, with a name like this one's."""
    names = KpiNames.of([(place, other.kpi) for place, other in enumerate(others)], {})
    places = {
        place: None
        for words in (kpi.name.ja, kpi.short_name.ja)
        for place in names.like(folded_name(words))
    }
    return tuple(others[place] for place in places)
