"""Words that a resident may not know, each explained where it first stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from yamato_dx import i18n
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import View
from yamato_dx.queries.glossary.explanations import Dictionary, dictionary, pieces
from yamato_dx.store.record import Record

# R7, and FY2025 as English has it.
SHORT_YEAR: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:R(?P<reiwa>[0-9]{1,2})|FY(?P<year>[0-9]{4}))(?![0-9]|-[0-9])"
)
REIWA_BEFORE: Final = 2018
POINTS: Final = re.compile(r"(?<![A-Za-z])pt(?![A-Za-z])")
ABBREVIATION: Final = re.compile(r"(?<![0-9A-Za-z])[A-Z][A-Za-z-]*[A-Z][A-Za-z]*(?![0-9A-Za-z])")


@dataclass(frozen=True)
class PlainWord:
    word: str
    meaning: str


@dataclass
class PlainWords:
    """Over one paper, in the order in which it is read; explains nothing twice."""

    known: Dictionary
    lang: str

    def __post_init__(self) -> None:
        self._explained: set[str] = set()
        self._unexplained: dict[str, None] = {}

    def first_used(self, texts: Iterable[str]) -> tuple[PlainWord, ...]:
        """The words of these texts, and of what explains them, that were not explained before."""
        found: dict[str, PlainWord] = {}
        waiting = list(texts)
        while waiting:
            for word in self._words_in(waiting.pop(0)):
                if word.word not in self._explained:
                    self._explained.add(word.word)
                    found[word.word] = word
                    # What explains a year names it again.
                    waiting += [] if SHORT_YEAR.fullmatch(word.word) else [word.meaning]
        return tuple(found.values())

    def _words_in(self, text: str) -> tuple[PlainWord, ...]:
        return (*_years(text, self.lang), *_points(text, self.lang), *self._terms(text))

    def _terms(self, text: str) -> Iterable[PlainWord]:
        rest = []
        for piece in pieces(self.known, text):
            if piece.term is None:
                rest.append(piece.words)
            elif piece.term.definition:
                yield PlainWord(piece.term.term, piece.term.definition)
        for match in ABBREVIATION.finditer(" ".join(rest)):
            if not SHORT_YEAR.fullmatch(match.group()):
                self._unexplained.setdefault(match.group())

    @property
    def unexplained(self) -> tuple[str, ...]:
        """Abbreviations for which the plan's glossary has no words."""
        return tuple(self._unexplained)


def plain_words(record: Record, view: View, lang: str) -> PlainWords:
    return PlainWords(dictionary(record, view, lang), lang)


def _years(text: str, lang: str) -> Sequence[PlainWord]:
    return [
        PlainWord(
            match.group(),
            _year_meaning(_year(match), lang),
        )
        for match in SHORT_YEAR.finditer(text)
    ]


def _year(match: re.Match[str]) -> FiscalYear:
    if match["year"]:
        return FiscalYear(int(match["year"]))
    return FiscalYear(REIWA_BEFORE + int(match["reiwa"]))


def _points(text: str, lang: str) -> Sequence[PlainWord]:
    unit = i18n.text("assessment.unit.points", lang)
    return [PlainWord(unit, i18n.text("residents.points", lang))] if POINTS.search(text) else []


def _year_meaning(year: FiscalYear, lang: str) -> str:
    return i18n.text(
        "residents.short_year",
        lang,
        year=i18n.fiscal_year(year, lang, "both"),
        start=year.start_year,
        end=year.start_year + 1,
    )
