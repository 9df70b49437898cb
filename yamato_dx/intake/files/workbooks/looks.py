"""How a cell's text stands there: struck out, raised, in the colour of the paper; in any format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from yamato_dx.intake.files.workbooks.number_format import NumberFormat, number_format

Colour = tuple[str, str]
WHITE: Final[Colour] = ("rgb", "FFFFFF")
BLACK: Final[Colour] = ("rgb", "000000")
GENERAL: Final = number_format("General")


@dataclass(frozen=True)
class Font:
    is_struck: bool = False
    is_raised: bool = False
    colour: Colour = BLACK


@dataclass(frozen=True)
class Look:
    """How cells of one style show what they hold. `paper`: the colour behind the text."""

    form: NumberFormat = GENERAL
    font: Font = Font()
    paper: Colour = WHITE

    @cached_property
    def is_plain(self) -> bool:
        """Whether numbers and texts alike stand there as they are."""
        return self.form.is_general and self.is_whole(self.font)

    def is_whole(self, font: Font) -> bool:
        """Whether what is written in a font is neither struck out, raised nor invisible here."""
        return not (font.is_struck or font.is_raised or font.colour == self.paper)


@dataclass(frozen=True)
class Run:
    """`font` None: that of the cell."""

    text: str
    font: Font | None = None


def are_telling(runs: Sequence[Run]) -> bool:
    """Whether some are written so that they may not count."""
    return any(run.font is not None and not Look().is_whole(run.font) for run in runs)
