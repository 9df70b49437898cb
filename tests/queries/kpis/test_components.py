"""内訳: what the list adds up to stands beside the report, says where they differ, no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.entered import plan_of
from tests.queries.decisions.answerable import answerable, now
from tests.store.cases import CLERK
from yamato_dx.acts.deciding import decide
from yamato_dx.acts.entering import enter
from yamato_dx.entries.components import COMPONENT
from yamato_dx.queries.assessed import assessed
from yamato_dx.queries.kpis.components import (
    Breakdown,
    Tally,
    breakdown,
    components,
    components_to_enter,
    grid_of,
    has_components,
)
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record

SYSTEMS = "standardised_systems"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with answerable(tmp_path) as record:
        yield record


def row(name: str, status: str = "完了", month: str = "", *, attached: bool = False) -> Any:
    return {"name": name, "status": status, "month": month, "note": None, "is_attached": attached}


def listed(record: Record, *rows: Any) -> None:
    held = components(record, now(record), SYSTEMS)
    entered, faults = components_to_enter(SYSTEMS, held, [(None, one) for one in rows], "ja")
    assert faults == ()
    enter(record, COMPONENT, entered, CLERK, plan_id=plan_of(record))


def found(record: Record) -> Breakdown:
    return breakdown(record, now(record), SYSTEMS)


def systems(done: int, total: int, month: str = "2026-03") -> list[Any]:
    return [
        row(f"業務{place:02}", "完了" if place < done else "実施中", month if place < done else "")
        for place in range(total)
    ]


def test_only_what_counts_things_done_has_a_list(record: Record) -> None:
    plan = assessed(record, now(record)).plan
    assert [kpi.kpi_no for kpi in plan.kpis if has_components(kpi)] == ["2", "7"]


def test_without_a_list_nothing_is_counted(record: Record) -> None:
    assert found(record).counted == Tally(0, 0)
    assert found(record).then is None
    assert not found(record).agrees


@pytest.mark.parametrize(
    ("rows", "then", "agrees"),
    [
        (systems(17, 20), Tally(17, 20), True),
        (systems(16, 20), Tally(16, 20), False),
        (systems(17, 18), Tally(17, 18), False),  # the list is not whole
        # Done after the day of the report: now 18, then 17.
        (
            [*systems(17, 19), row("業務19", "完了", "2026-05")],
            Tally(17, 20),
            True,
        ),
        # 付随システム are counted apart.
        ([*systems(17, 20), row("付随", "完了", attached=True)], Tally(17, 20), True),
    ],
)
def test_counted_beside_the_report(
    record: Record, rows: list[Any], then: Tally, agrees: bool
) -> None:
    before = assessed(record, now(record)).frame
    listed(record, *rows)
    one = found(record)
    assert one.reported is not None
    assert (one.reported.tally, one.reported.on) == (Tally(17, 20), date(2026, 3, 31))
    assert (one.then, one.agrees) == (then, agrees)
    after = assessed(record, now(record)).frame
    assert after["verdict"].equals(before["verdict"])
    assert after["numerator"].equals(before["numerator"])


def test_a_decision_counts_the_ancillary_systems_too(record: Record) -> None:
    listed(record, *systems(17, 20), row("付随", "実施中", attached=True))
    decide(record, "standardisation_scope", "with_ancillary", actor=CLERK, decided_by="町長")
    one = found(record)
    assert (one.then, one.counted, one.counted_attached) == (
        Tally(17, 21),
        Tally(17, 20),
        Tally(0, 1),
    )
    assert one.counts_attached
    assert not one.agrees


def test_a_list_is_changed_row_by_row(record: Record) -> None:
    listed(record, row("住民基本台帳", "実施中"), row("個人住民税", "未着手"), row("介護保険"))
    held = components(record, now(record), SYSTEMS)
    grid = rows_of(grid_of(held, "ja"))
    same = [(one.component_id, line) for one, line in zip(held, grid, strict=True)]
    assert components_to_enter(SYSTEMS, held, same, "ja") == ({}, ())
    kept = [(name, line) for name, line in same if line["name"] != "介護保険"]
    kept[0] = (kept[0][0], kept[0][1] | {"status": "完了", "month": "R8.2"})
    entered, _ = components_to_enter(SYSTEMS, held, [*kept, (None, row("国民年金"))], "ja")
    gone = next(one for one in held if one.name == "介護保険")
    changed = f"{SYSTEMS}:{kept[0][0]}"
    assert entered[f"{SYSTEMS}:{gone.component_id}"] is None
    february = entered[changed]
    assert february
    assert february.month == date(2026, 2, 1)
    assert len(entered) == 3
    enter(record, COMPONENT, entered, CLERK, plan_id=plan_of(record))
    assert {one.name for one in found(record).core} == {"住民基本台帳", "個人住民税", "国民年金"}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([row("")], "no_name"),
        ([row("住民基本台帳", "")], "no_status"),  # 未着手 is never assumed
        ([row("住民基本台帳", month="来年")], "month"),
        ([row("住民基本台帳"), row("住民基本台帳")], "twice"),
    ],
)
def test_what_is_wrong_is_said(record: Record, rows: list[Any], code: str) -> None:
    entered, faults = components_to_enter(SYSTEMS, (), [(None, one) for one in rows], "ja")
    assert entered == {}
    assert [one.code for one in faults] == [code]


def test_blank_rows_of_the_grid_are_nothing() -> None:
    blank = {"name": None, "status": None, "month": None, "note": None, "is_attached": False}
    assert components_to_enter(SYSTEMS, (), [(None, blank), (None, {})], "ja") == ({}, ())
