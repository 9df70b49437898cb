"""Plan documents that earlier releases recorded mean what they meant."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.serialise import plan_from_document, plan_to_document
from yamato_dx.plan.model.types import NOTHING, Plan
from yamato_dx.root import ROOT

PLANS = (
    *read_plans(ROOT / "data" / "plans" / "yamato"),
    *read_plans(ROOT / "tests" / "towns" / "minato"),
)


def recorded_earlier(plan: Plan) -> dict[str, Any]:
    """Without `sets`; a candidate named its published average itself."""
    document: dict[str, Any] = json.loads(plan_to_document(plan))
    for question in document["open_questions"]:
        of_then = [one for one in question["candidates"] if not _asks_for_a_band(one)]
        question["candidates"] = of_then
        for candidate in of_then:
            sets = candidate.pop("sets") or {}
            candidate["benchmark_id"] = sets.get("benchmark_id")
    return document


def _asks_for_a_band(candidate: dict[str, Any]) -> bool:
    """No candidate of an earlier release did."""
    return bool(candidate["sets"]) and candidate["sets"]["number_for"] == "band"


def as_earlier(plan: Plan) -> Plan:
    questions = (
        replace(
            question,
            candidates=tuple(one for one in question.candidates if one.patch.number_for != "band"),
        )
        for question in plan.open_questions
    )
    return replace(plan, open_questions=tuple(questions))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.plan_id}-{plan.plan_version}")
def test_what_a_candidate_set_is_filled_in(plan: Plan) -> None:
    document = recorded_earlier(plan)
    assert '"sets"' not in json.dumps(document)
    assert plan_from_document(json.dumps(document)) == as_earlier(plan)


def test_a_document_of_this_release_means_what_it_says() -> None:
    """Though its question is called as one of which earlier releases knew more."""
    document = json.loads(plan_to_document(PLANS[0]))
    for question in document["open_questions"]:
        for candidate in question["candidates"]:
            candidate["sets"] = None
    plan = plan_from_document(json.dumps(document))
    patches = {one.patch for question in plan.open_questions for one in question.candidates}
    assert patches == {NOTHING}
