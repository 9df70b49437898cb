"""An equal id alone makes no two figures one: what is laid beside what, and who must say so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.next_plan import next_plan
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Plan, Text
from yamato_dx.queries.plan.known_kpis import OfferedKpi, beside_known
from yamato_dx.root import ROOT

OLD = read_plans(ROOT / "data" / "plans" / "yamato")[-1]
NEXT = next_plan(OLD)
LATER = replace(OLD, plan_version="2.1", effective_from=OLD.last_year.first_day)
STAY, *_ = OLD.kpis  # 来庁者平均滞在時間


def with_first(plan: Plan, **changes: Any) -> Plan:
    return replace(plan, kpis=(replace(plan.kpis[0], **changes), *plan.kpis[1:]))


def first(offered: tuple[OfferedKpi, ...], kpi_id: str = STAY.kpi_id) -> OfferedKpi:
    return next(one for one in offered if one.kpi.kpi_id == kpi_id)


def test_of_another_plan_every_known_id_waits_of_a_version_none_that_is_the_same() -> None:
    of_next, of_later = beside_known([OLD], [NEXT]), beside_known([OLD], [LATER])
    for offered in (of_next, of_later):
        assert {one.state for one in offered} == {"same"}
        assert [one.known.kpi.kpi_no for one in offered if one.known] == [
            kpi.kpi_no for kpi in OLD.kpis
        ]
    assert all(one.waits for one in of_next)
    assert not any(one.waits for one in of_later)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": Text("待ち時間", "Wait")}, "name.ja", "待ち時間"),
        ({"shape": "at_least"}, "shape", "以下 → 以上"),
        ({"direction": "higher"}, "direction", "小さいほどよい → 大きいほどよい"),
        ({"unit": Text("秒", "s")}, "unit.ja", "分 → 秒"),
        ({"value_form": "share"}, "value_form", "数 → 割合"),
        ({"is_cumulative": True}, "is_cumulative", "いいえ → はい"),
        ({"aggregation": "last"}, "aggregation", "年度平均 → 年度末"),
        ({"total": 3.0}, "total", "– → 3"),
        ({"tells": Text("滞在", "Stay")}, "tells.ja", "滞在"),
        ({"tells_not": Text("移動", "Way")}, "tells_not.ja", "移動"),
    ],
    ids=lambda one: one if isinstance(one, str) and "." not in one else None,
)
def test_what_makes_a_figure_another_one_is_told(
    changes: dict[str, Any], field: str, words: str
) -> None:
    (change,) = first(beside_known([OLD], [with_first(LATER, **changes)])).changes
    assert change.field == field
    assert words in change.words("ja")
    assert first(beside_known([OLD], [with_first(LATER, **changes)])).waits


@pytest.mark.parametrize(
    "changes",
    [
        {"targets": ()},
        {"kpi_no": "9"},
        {"decimals": 0},
        {"owner_section": Text("住民課", "Residents")},
        {"name": Text("来庁者 平均滞在時間", "Another wording in English")},  # a blank in it
    ],
)
def test_what_leaves_the_figure_as_it_is_asks_nobody(changes: dict[str, Any]) -> None:
    offered = first(beside_known([OLD], [with_first(LATER, **changes)]))
    assert (offered.state, offered.waits) == ("same", False)


def test_a_new_id_with_a_name_like_a_known_one_is_told() -> None:
    renamed = with_first(NEXT, kpi_id="stay", name=Text("来庁者の平均滞在時間", "Stay"))
    offered = first(beside_known([OLD], [renamed]), "stay")
    assert (offered.state, offered.waits) == ("new", False)
    assert [other.kpi.kpi_id for other in offered.alike] == [STAY.kpi_id]
    own = with_first(
        NEXT, kpi_id="stay", name=Text("防災無線の数", "Sets"), short_name=Text("無線", "Sets")
    )
    assert first(beside_known([OLD], [own]), "stay").alike == ()


def test_a_version_is_held_against_its_own_plan_first() -> None:
    """What another plan says of the KPI meanwhile is no change of this one."""
    other = with_first(NEXT, tells=Text("別の言い方", "Otherwise"))
    again = replace(other, plan_version="1.1", effective_from=NEXT.last_year.first_day)
    offered = first(beside_known([OLD, other], [again]))
    assert offered.known
    assert (offered.known.plan, offered.state, offered.waits) == (other, "same", False)


def test_of_versions_offered_together_the_second_is_held_against_the_first() -> None:
    second = replace(NEXT, plan_version="1.1", effective_from=NEXT.last_year.first_day)
    offered = beside_known([OLD], [with_first(second, tells=STAY.tells_not), NEXT])
    waiting = [(one.plan.plan_version, one.kpi.kpi_no) for one in offered if one.waits]
    assert waiting == [*((NEXT.plan_version, kpi.kpi_no) for kpi in NEXT.kpis), ("1.1", "1")]
