"""Plain tables on the screen: cells with tone, mark, link or something to unfold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.frame.templates import Values

# More rows than a person reads; «表を保存» has them all.
SHOWN_VALUES: Final = 60
# Of things to be mended one by one.
SHOWN_PROBLEMS: Final = 200


@dataclass(frozen=True)
class Head:
    """`word`: the program's word that the label stands for, where a reader may have to ask."""

    label: str
    is_number: bool = False
    word: str = ""


@dataclass(frozen=True)
class Cell:
    """`is_plans`: running text of the plan, whose terms explain themselves. `explained`: the
    address at which the words, a problem, are explained."""

    words: str
    tone: str = ""
    mark: str = ""
    link: str = ""
    more: str = ""
    is_code: bool = False
    is_number: bool = False
    is_plans: bool = False
    explained: str = ""


def draw_table(
    page: Screen,
    caption: str,
    heads: Sequence[Head],
    rows: Sequence[Sequence[Cell]],
    *,
    foot: str = "",
    stacks: bool = False,
) -> None:
    page.draw("table", **table_of(caption, heads, rows, foot, stacks=stacks))


def table_of(
    caption: str,
    heads: Sequence[Head],
    rows: Sequence[Sequence[Cell]],
    foot: str = "",
    *,
    stacks: bool = False,
) -> Values:
    """What the template `table` takes. `stacks`: on a phone each row stands below the one before
    it, its first cell as its name; any other table is moved sideways there."""
    return {"caption": caption, "heads": heads, "rows": rows, "foot": foot, "stacks": stacks}
