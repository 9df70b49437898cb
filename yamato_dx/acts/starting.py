"""What comes with the program for whoever begins to write a plan."""

from __future__ import annotations

from functools import cache
from typing import Final

from yamato_dx.plan.folder.starter import Starter, read_starter
from yamato_dx.root import DATA

STARTER: Final = DATA / "starters" / "dx_plan"


@cache
def starter() -> Starter:
    """Read once: the files come with the program."""
    return read_starter(STARTER)
