"""How far a long reading is: told before each step to whoever watches, who may stop it there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

ReadingStep = Literal["reading", "checking", "comparing", "judging"]
# Called before each step; what it raises stops the reading.
TellStep = Callable[[ReadingStep], None]


def _nobody(_step: ReadingStep) -> None:
    """Who watches nothing."""


NOBODY: Final[TellStep] = _nobody
