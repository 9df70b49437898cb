"""A starter: headings and forms of KPIs as the outline of a plan, and the questions to answer.

A folder like a version's, in which what only a municipality can say is left out, and
`starter.yaml` with what is said to whoever fills it in.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from yamato_dx.plan.checks.partial_reading import PartialReading
from yamato_dx.plan.folder.fields import FieldReader
from yamato_dx.plan.folder.nodes import read_root
from yamato_dx.plan.folder.reading import values_in
from yamato_dx.plan.model.declared import fields_of
from yamato_dx.plan.model.fault import PlanFault, PlanRefused
from yamato_dx.plan.model.types import HalfWidth, Plan, Text

STARTER_FILE: Final = "starter.yaml"
# What a municipality is asked for is no fault of a starter.
_LEFT_OUT: Final = ("missing_file", "missing_key")


@dataclass(frozen=True)
class StarterQuestions:
    """What to decide about a KPI or a commitment, and what to look up in the national
    guidelines. `subject`: its id."""

    subject: HalfWidth
    decide: tuple[Text, ...]
    look_up: tuple[Text, ...]


@dataclass(frozen=True)
class StarterWords:
    """`lead`: what is said before everything else."""

    title: Text
    lead: tuple[Text, ...]
    questions: tuple[StarterQuestions, ...]


@dataclass(frozen=True)
class Starter:
    """`plan`: an outline (`plan.model.outline`)."""

    words: StarterWords
    plan: Plan


def read_starter(folder: Path) -> Starter:
    """Raises PlanRefused where anything is written wrongly."""
    draft = PartialReading()
    plan = Plan(**values_in(folder, draft))
    faults = [fault for fault in draft.faults if fault.code not in _LEFT_OUT]
    root = read_root(folder / STARTER_FILE, STARTER_FILE)
    if isinstance(root, PlanFault):
        raise PlanRefused((*faults, root))
    own = PartialReading()
    words = FieldReader(STARTER_FILE, own).entries(root, fields_of(StarterWords), ())
    if faults or own.faults:
        raise PlanRefused((*faults, *own.faults))
    return Starter(StarterWords(**words), plan)
