"""What is entered for many KPIs or effects at once: the grid as it is drawn, and what its edits
say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.entries.review.closing import CarryOver, Effect, treatments_of
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.closing.people import FOUND
from yamato_dx.queries.closing.story import ClosingStory

# Row of a grid → column → what was typed; None empties the cell.
Edits = Mapping[int, Mapping[str, Any]]
CARRIED: Final = ("treatment", "successor", "reason")
ENTERED: Final = ("found", "evidence")


def carry_grid(story: ClosingStory) -> pd.DataFrame:
    """One row per KPI: number and name, verdict, last figure; treatment (in words), successor and
    reason as they stand."""
    return pd.DataFrame(
        [
            {
                "kpi": f"{line.kpi_no} {line.name}",
                "verdict": f"{line.mark}{line.verdict}",
                "last": line.new_baseline.words if line.new_baseline else i18n.MISSING,
                **{name: getattr(line, name) or None for name in CARRIED},
            }
            for line in story.lines
        ]
    ).astype("str")


def treatment_names(plan: Plan, lang: str) -> dict[str, str]:
    """By what it is called."""
    return {each.name.in_language(lang): each.treatment_id for each in treatments_of(plan)}


def carried_by(story: ClosingStory, edits: Edits) -> dict[str, CarryOver]:
    """By KPI, what the edits make of the grid that was drawn for `story`."""
    ids = treatment_names(story.plan, story.lang)
    found = {}
    for place, edited in edits.items():
        line = story.lines[int(place)]
        told = {name: getattr(line, name) for name in CARRIED} | _texts(edited)
        treatment_id = ids.get(told["treatment"], told["treatment"])
        found[line.kpi_id] = CarryOver(treatment_id, told["reason"], told["successor"])
    return found


def effect_grid(story: ClosingStory) -> pd.DataFrame:
    """One row per effect that the plan promised, whether it was found, and the evidence."""
    return pd.DataFrame(
        [
            {
                "initiative": initiative,
                "effect": line.promised,
                "found": line.words,
                "evidence": line.evidence or None,
            }
            for initiative, _key, line in _effects(story)
        ],
        columns=["initiative", "effect", *ENTERED],
    ).astype("str")


def found_names(lang: str) -> dict[str, str]:
    """By what it is called."""
    return {i18n.text(f"closing.effect.{found}", lang): found for found in FOUND}


def effects_by(story: ClosingStory, edits: Edits) -> dict[tuple[int, int], Effect]:
    """By initiative and number, as `carried_by`."""
    codes, rows = found_names(story.lang), list(_effects(story))
    found = {}
    for place, edited in edits.items():
        _initiative, key, line = rows[int(place)]
        told = {"found": line.words, "evidence": line.evidence} | _texts(edited)
        code = next(each for each in FOUND if each == codes.get(told["found"], "unchecked"))
        found[key] = Effect(code, told["evidence"])
    return found


def _effects(story: ClosingStory) -> Iterator[tuple[str, tuple[int, int], Any]]:
    for initiative in story.effects:
        name = f"{initiative.initiative_no} {initiative.name}"
        for line in initiative.lines:
            yield name, (initiative.initiative_no, line.number), line


def _texts(edited: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value or "").strip() for name, value in edited.items()}
