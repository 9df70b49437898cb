"""What the store keeps of a plan gives the same plan back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.serialise import plan_from_document, plan_to_document
from yamato_dx.plan.model.types import OwnTreatment, Plan, SelfGrade, Text
from yamato_dx.root import ROOT

PLANS = (
    *read_plans(ROOT / "data" / "plans" / "yamato"),
    *read_plans(ROOT / "tests" / "towns" / "minato"),
)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.plan_id}-{plan.plan_version}")
def test_round_trip(plan: Plan) -> None:
    document = plan_to_document(plan)
    again = plan_from_document(document)
    assert again == plan
    assert plan_to_document(again) == document


def test_what_came_after_plans_were_recorded_is_written_only_where_a_plan_says_it() -> None:
    """So the document of a plan that was recorded before is what it was."""
    (yamato, *_) = PLANS
    assert "period_kind" not in plan_to_document(yamato)
    assert "final_by_month_day" not in plan_to_document(yamato)
    for name in ("closing_rule", "treatments", "self_grades"):
        assert name not in plan_to_document(yamato)
    kpi = replace(
        yamato.kpis[0],
        period_kind="calendar_year",
        final_by_month_day=(9, 30),
        closing_rule="every_year",
    )
    plan = replace(
        yamato,
        kpis=(kpi, *yamato.kpis[1:]),
        treatments=(OwnTreatment("kept", Text("続ける", "Kept"), goes_on=True),),
        self_grades=(SelfGrade("A", Text("期待どおり", "As hoped")),),
    )
    assert plan_from_document(plan_to_document(plan)) == plan


def test_equal_figures_written_differently_give_one_document() -> None:
    (yamato, *_) = PLANS
    document = json.loads(plan_to_document(yamato))
    document["kpis"][0]["targets"][0]["target_value"] = 30  # as a store that drops «.0» would
    shuffled = json.dumps(dict(reversed(document.items())))
    assert plan_to_document(plan_from_document(shuffled)) == plan_to_document(yamato)


def test_a_document_of_another_release_is_read() -> None:
    (yamato, *_) = PLANS
    document = json.loads(plan_to_document(yamato))
    del document["revises"], document["gaps"]  # fields that an earlier release did not know
    document["mascot"] = "kuma"  # and one that this release does not know
    plan = plan_from_document(json.dumps(document))
    assert (plan.revises, plan.gaps) == (None, ())
    assert plan.kpis == yamato.kpis


def test_japanese_stays_legible() -> None:
    assert "来庁者平均滞在時間" in plan_to_document(PLANS[0])
