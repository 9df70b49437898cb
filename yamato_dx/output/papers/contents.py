"""What papers are made of, in words: nothing in a paper is computed where it is set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class PaperHead:
    """How a paper came to be, as it stands on each of its sheets. `sample_mark`, `sample`: that all
    figures are fictitious, «» for real ones. `as_of`: the last act that it knows and the day of
    the verdicts; `snapshot`: the number under which the record has that moment."""

    lang: str
    title: str
    subtitle: str
    office: str
    plan: str
    as_of: str
    snapshot: str
    sample_mark: str
    sample: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class PaperFoot:
    """How it is read, by which rules, from where."""

    notes: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """A verdict with its mark, or a plain value. `tone`: good, bad, second, «» for ink."""

    mark: str
    words: str
    tone: str = ""


@dataclass(frozen=True)
class PrintedFigure:
    """A number with its unit; or words, where it is none. `below`: what stands under it."""

    number: str = ""
    unit: str = ""
    words: str = ""
    below: str = ""

    @property
    def as_written(self) -> str:
        """In a cell, with what stands under it on a line of its own."""
        top = " ".join(part for part in (self.number, self.unit) if part) or self.words
        return "\n".join(part for part in (top, self.below) if part)


@dataclass(frozen=True)
class PrintedCount:
    verdict: Marked
    count: int


@dataclass(frozen=True)
class Picture:
    """An SVG and what it shows, for those who hear it."""

    svg: str
    alt: str
