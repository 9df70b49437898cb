"""内訳: the things that a «17/20» counts, named by the municipality, and what they add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import uuid4

import pandas as pd

from yamato_dx.assessment.rules.answers import answered_in
from yamato_dx.assessment.rules.effects import terms_of
from yamato_dx.entries.components import COMPONENT, STATUSES, Component, status_words
from yamato_dx.fiscal_year import parse_month
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.assessed import Assessed, View, assessed, plan_at
from yamato_dx.queries.entries import standing
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.record import Record

UNFINISHED_FIRST: Final = ("under_way", "not_started", "done")
SPARE_ROWS: Final = 5
GRID_COLUMNS: Final = ("name", "status", "month", "note", "is_attached")

# By key, what a save enters; None takes it away.
Components = dict[str, Component | None]


@dataclass(frozen=True)
class Tally:
    """n of m."""

    done: int
    total: int


@dataclass(frozen=True)
class Reported:
    """The newest figure that a report gave, and on what day it was true."""

    tally: Tally
    on: date
    batch_id: str


@dataclass(frozen=True)
class Breakdown:
    """`counted`: of the list as it is now. `then`: of the same things on the day of the reported
    figure, for comparing. `counts_attached`: what is in force counts 付随システム too."""

    core: tuple[Component, ...]
    attached: tuple[Component, ...]
    counted: Tally
    counted_attached: Tally
    counts_attached: bool
    reported: Reported | None
    then: Tally | None

    @property
    def agrees(self) -> bool:
        return self.reported is not None and self.reported.tally == self.then


@dataclass(frozen=True)
class ComponentFault:
    """Why nothing is stored: a code for `kpis.components.fault.…` and the things it is about."""

    code: str
    names: tuple[str, ...]


def has_components(kpi: Kpi) -> bool:
    """Whether the KPI counts things that are done, of all there are."""
    return kpi.shape == "complete"


@kept(64)
def breakdown(record: Record, view: View, kpi_id: str) -> Breakdown:
    """The list of one KPI and what it adds up to, beside what was reported."""
    held = assessed(record, view)
    listed = components(record, view, kpi_id)
    core = tuple(component for component in listed if not component.is_attached)
    attached = tuple(component for component in listed if component.is_attached)
    reported = _reported(held, kpi_id)
    day = reported.on if reported else view.on
    counts_attached = _counts_attached(held, held.plan.kpi(kpi_id), day)
    compared = listed if counts_attached else core
    return Breakdown(
        core,
        attached,
        tally(core),
        tally(attached),
        counts_attached,
        reported,
        tally(compared, reported.on) if reported and listed else None,
    )


def components(record: Record, view: View, kpi_id: str) -> tuple[Component, ...]:
    """The list: what is not done yet comes first, 付随システム last."""
    start = COMPONENT.beginning(kpi_id)
    held = standing(record, COMPONENT, plan_at(record, view).plan_id, view.revision)
    return tuple(
        sorted(
            (entry.value for key, entry in held.items() if key.startswith(start)),
            key=lambda component: (
                component.is_attached,
                UNFINISHED_FIRST.index(component.status),
                component.name,
            ),
        )
    )


def tally(listed: Sequence[Component], on: date | None = None) -> Tally:
    """How many are done, by the end of the month of `on` where it is told."""
    done = [
        component
        for component in listed
        if component.status == "done"
        and (on is None or component.month is None or component.month <= on)
    ]
    return Tally(len(done), len(listed))


def grid_of(listed: Sequence[Component], lang: str, blank_rows: int = 0) -> pd.DataFrame:
    """One row per thing, as the grid shows it: name, status (a word), month, note, is_attached;
    then blank rows, into which a list can be pasted."""
    rows: list[dict[str, object]] = [
        {
            "name": component.name,
            "status": status_words(component.status, lang),
            "month": component.month.strftime("%Y-%m") if component.month else None,
            "note": component.note or None,
            "is_attached": component.is_attached,
        }
        for component in listed
    ]
    blank: dict[str, object] = dict.fromkeys(GRID_COLUMNS) | {"is_attached": False}
    frame = pd.DataFrame([*rows, *[blank] * blank_rows], columns=list(GRID_COLUMNS))
    return frame.astype(dict.fromkeys(GRID_COLUMNS[:4], "str") | {"is_attached": "bool"})


def blank_rows(kpi: Kpi, listed: Sequence[Component]) -> int:
    """Room for what the plan counts, and a little more."""
    return max(int(kpi.total or 0) - len(listed), 0) + SPARE_ROWS


def components_to_enter(
    kpi_id: str,
    held: Sequence[Component],
    edited: Sequence[tuple[str | None, Row]],
    lang: str,
    *,
    now: Sequence[Component] = (),
) -> tuple[Components, tuple[ComponentFault, ...]]:
    """`edited`: each row of the grid (its component_id, None for a new one) as it is now; what
    is not in it any more is taken away. `now`: what stands by then, with what others added since
    the grid was drawn. With a fault nothing is to be stored."""
    rows = [(component_id, row) for component_id, row in edited if not _is_blank(row)]
    faults = {
        "no_name": [
            str(place + 1) for place, (_, row) in enumerate(rows) if not _word(row, "name")
        ],
        "no_status": [_word(row, "name") for _, row in rows if _status(row, lang) is None],
        "month": [_word(row, "month") for _, row in rows if _is_no_month(row)],
        "twice": _twice([_word(row, "name") for _, row in rows]),
        "added": _added_too(rows, held, now),
    }
    found = tuple(ComponentFault(code, tuple(names)) for code, names in faults.items() if names)
    if found:
        return {}, found
    kept = [_component(component_id or uuid4().hex[:8], row, lang) for component_id, row in rows]
    after = {COMPONENT.key(kpi_id, component.component_id): component for component in kept}
    before = {COMPONENT.key(kpi_id, component.component_id): component for component in held}
    gone: Components = {key: None for key in before if key not in after}
    return gone | {
        key: component for key, component in after.items() if component != before.get(key)
    }, ()


def _component(component_id: str, row: Row, lang: str) -> Component:
    status = _status(row, lang)
    assert status is not None, "a row without a status is a fault"
    return Component(
        component_id,
        _word(row, "name"),
        status,
        _month(row),
        _word(row, "note"),
        not is_missing(row.get("is_attached")) and bool(row["is_attached"]),
    )


def _reported(held: Assessed, kpi_id: str) -> Reported | None:
    rows = held.standing[
        (held.standing["kpi_id"] == kpi_id)
        & held.standing["numerator"].notna()
        & held.standing["denominator"].notna()
    ].sort_values(["period_start", "period_months"])
    if rows.empty:
        return None
    row = rows_of(rows.tail(1))[0]
    end = (
        row["period_start"] + pd.DateOffset(months=int(row["period_months"])) - pd.Timedelta(days=1)
    )
    day = end if is_missing(row["measured_on"]) else row["measured_on"]
    return Reported(
        Tally(int(row["numerator"]), int(row["denominator"])), day.date(), str(row["batch_id"])
    )


def _counts_attached(held: Assessed, kpi: Kpi, on: date) -> bool:
    """Whether more than the plan's own total makes the whole in the year of `on`."""
    year = int(years_of(pd.Series([pd.Timestamp(on)])).iloc[0])
    return terms_of(held.plan, kpi, answered_in(year, held.answers)).core_total is not None


def _word(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None or is_missing(value) else str(value).strip()


def _status(row: Row, lang: str) -> str | None:
    words = {status_words(status, lang): status for status in STATUSES}
    return words.get(_word(row, "status"))


def _month(row: Row) -> date | None:
    found = parse_month(_word(row, "month"))
    return found if isinstance(found, date) else None


def _is_no_month(row: Row) -> bool:
    return bool(_word(row, "month")) and _month(row) is None


def _is_blank(row: Row) -> bool:
    return not any(_word(row, name) for name in ("name", "status", "month", "note"))


def _added_too(
    rows: Sequence[tuple[str | None, Row]], held: Sequence[Component], now: Sequence[Component]
) -> list[str]:
    """What another person put into the list meanwhile, under the same name."""
    known = {component.component_id for component in held}
    others = {component.name for component in now if component.component_id not in known}
    new = (_word(row, "name") for component_id, row in rows if component_id is None)
    return [name for name in new if name in others]


def _twice(names: Sequence[str]) -> list[str]:
    return sorted({name for name in names if name and names.count(name) > 1})
