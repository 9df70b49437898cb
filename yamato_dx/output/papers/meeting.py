"""What stands on 会議資料, as PDF and as a workbook alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from yamato_dx.output.papers.contents import (
    Marked,
    PaperFoot,
    PaperHead,
    Picture,
    PrintedCount,
    PrintedFigure,
)

SheetSize = Literal["a3", "a4"]
# More stand on a second sheet.
DECISIONS_ON_SHEET: Final = 3


@dataclass(frozen=True)
class SheetLine:
    """One KPI. `detail`: whose, of when, 未確認 or not; `was`: its verdict at the last meeting,
    where it was another. `years`: of the plan, in order."""

    kpi_no: str
    name: str
    detail: str
    target: PrintedFigure
    actual: PrintedFigure
    gap: PrintedFigure
    gap_tone: str
    change: PrintedFigure
    bars: Picture
    years: tuple[Marked, ...]
    was: str


@dataclass(frozen=True)
class SheetGroup:
    title: str
    count: int
    tone: str
    note: str
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True)
class SheetException:
    """A KPI that misses its target; `cause`, `measure` «»: nobody wrote any, and the paper says
    so."""

    verdict: Marked
    kpi_no: str
    name: str
    cause: str
    measure: str
    due: str
    person: str


@dataclass(frozen=True)
class SheetChange:
    """Of one kind, what is different since the last meeting, or waits."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class DecisionAsked:
    number: int
    title: str
    note: str


@dataclass(frozen=True)
class MeetingPaper:
    """`size`: of the sheet. `chosen`: which of `years` is looked at, by its place; None: none.
    `decisions_overleaf`: how many do not stand on the first sheet; `empty`: that nothing is missed,
    or known."""

    head: PaperHead
    foot: PaperFoot
    size: SheetSize
    headline: str
    counts: tuple[PrintedCount, ...]
    years: tuple[str, ...]
    chosen: int | None
    groups: tuple[SheetGroup, ...]
    exceptions: tuple[SheetException, ...]
    since_title: str
    since: tuple[SheetChange, ...]
    decisions: tuple[DecisionAsked, ...]
    decisions_overleaf: str
    empty: str
