"""All kinds of problems, and the messages that speak of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from yamato_dx.intake.problem_types import SECTIONS as OF_INTAKE
from yamato_dx.intake.problem_types.attachments import ATTACHMENTS
from yamato_dx.plan.model.fault import OF_PLAN
from yamato_dx.plan.problem_types import OF_FOLDERS, OF_WORKBOOKS
from yamato_dx.problem_types import ProblemSection, ProblemType


@dataclass(frozen=True)
class CataloguePart:
    """Problems of one origin. `anchor` begins the anchors of its types, their codes follow.

    The other fields begin message ids, which a code ends: what is wrong, how to mend it, what it
    means, why it matters, and examples that only words can give. `mend` is empty where the
    sentences of what is wrong say it.
    """

    anchor: str
    sections: tuple[ProblemSection, ...]
    problem: str
    mend: str
    means: str
    matters: str
    example: str


PARTS: Final = (
    CataloguePart(
        "",
        OF_INTAKE,
        "intake.problem.",
        "intake.mend.",
        "intake.means.",
        "intake.matters.",
        "intake.example.",
    ),
    CataloguePart(
        "attachment_",
        (ATTACHMENTS,),
        "intake.attachment.",
        "",
        "intake.means.attachment_",
        "intake.matters.attachment_",
        "intake.example.attachment_",
    ),
    CataloguePart(
        OF_PLAN,
        OF_FOLDERS,
        "plan.fault.",
        "plan.mend.",
        "plan.means.",
        "plan.matters.",
        "plan.example.",
    ),
    CataloguePart(
        OF_PLAN,
        OF_WORKBOOKS,
        "plan.loading.fault.",
        "plan.loading.mend.",
        "plan.means.",
        "plan.matters.",
        "plan.example.",
    ),
)


@dataclass(frozen=True)
class Catalogued:
    """One type of problem and where it stands."""

    part: CataloguePart
    section: str
    type: ProblemType

    @property
    def anchor(self) -> str:
        return f"{self.part.anchor}{self.type.code}"


def catalogued() -> Iterator[Catalogued]:
    """Each type of problem, in the order of the catalogue."""
    for part in PARTS:
        for section in part.sections:
            for problem_type in section.types:
                yield Catalogued(part, section.name, problem_type)
