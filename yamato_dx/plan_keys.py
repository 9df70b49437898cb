"""Keys of what belongs to one plan: the plan's id, a stroke, and what it is called in that plan.

A key without a stroke is of what belongs to the municipality.
"""

from __future__ import annotations

from typing import Final

STROKE: Final = "/"


def in_plan(plan_id: str, key: str) -> str:
    """As it is; a key that names its plan already stays."""
    return key if STROKE in key else f"{plan_id}{STROKE}{key}"


def parted(key: str) -> tuple[str | None, str]:
    """The plan's id, None for the municipality's own, and the key within it."""
    plan_id, stroke, own = key.partition(STROKE)
    return (plan_id, own) if stroke else (None, key)
