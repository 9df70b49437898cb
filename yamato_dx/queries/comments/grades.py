"""自己評価 in the plan's own scale, where the plan has one."""

from __future__ import annotations

from yamato_dx.plan.model.types import Plan


def self_grades(_plan: Plan) -> tuple[str, ...]:
    """The grades to choose from, best first; none: 自己評価 is words alone."""
    return ()
