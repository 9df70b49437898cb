"""How many of each thing a plan holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yamato_dx.plan.model.types import Plan

_COUNTED: Final[Mapping[str, str]] = {
    "principles": "principles",
    "initiatives": "initiatives",
    "work_items": "work_items",
    "kpis": "kpis",
    "commitments": "commitments",
    "roles": "roles",
    "role_relations": "role_relations",
    "career_levels": "career_levels",
    "securing_policies": "securing_policies",
    "training_policies": "training_policies",
    "open_questions": "open_questions",
    "gaps": "gaps",
    "glossary_terms": "glossary",
    "related_plans": "related_plans",
    "history_events": "history",
    "quoted_population": "quoted_population",
}


def plan_counts(plan: Plan) -> dict[str, int]:
    """How many of each thing the plan holds; `targets` counts KPI-years that have one."""
    counts = {name: len(getattr(plan, field)) for name, field in _COUNTED.items()}
    return counts | {"targets": sum(len(kpi.targets) for kpi in plan.kpis)}
