"""What a person answers to the problems of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from yamato_dx.i18n import text
from yamato_dx.intake.problem import Problem

# problem_id → code of the choice, or AS_IT_STANDS
Answers = Mapping[str, str]
NO_ANSWERS: Final[Answers] = {}


@dataclass(frozen=True)
class Answered:
    """A problem that no longer stands in the way, and the answer for which it does not."""

    problem: Problem
    choice: str

    def sentence(self, lang: str) -> str:
        """What was answered, in words."""
        if self.problem.severity == "confirm":
            return text("intake.choice.as_it_stands", lang)
        return self.problem.choice(self.choice).sentence(lang)
