"""What explains itself in place: terms of the plan in running text, words of the program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View
from yamato_dx.queries.glossary.terms import WORD, Term, own_words, plan_terms
from yamato_dx.store.record import Record

# «オンライン申請（ぴったりサービス）» is written as a whole, or either part of it alone.
TWO_NAMES: Final = re.compile(r"^(?P<long>.+?)\s*[（(](?P<short>[^（()）]+)[)）]$")
# Letters that make a longer word of a term that they touch: Latin with digits, and katakana.
SCRIPTS: Final = ("0-9A-Za-zÀ-ÖØ-öø-ÿ", "ァ-ヺー")


@dataclass(frozen=True)
class Piece:
    """A part of a text; `term` where it is written there."""

    words: str
    term: Term | None = None


@dataclass(frozen=True, eq=False)
class Dictionary:
    """`terms`: each way of writing a term of the plan, folded. `words`: words of the program by
    their code. `pattern` finds any of `terms`, the longest first; None where the plan has none."""

    terms: Mapping[str, Term]
    words: Mapping[str, Term]
    pattern: re.Pattern[str] | None


@kept(16)
def dictionary(record: Record, view: View, lang: str) -> Dictionary:
    words = {term.anchor.removeprefix(WORD): term for term in own_words(lang)}
    return dictionary_of(plan_terms(record, view, lang), words)


def dictionary_of(terms: Iterable[Term], words: Mapping[str, Term]) -> Dictionary:
    """Of two terms that are written alike, the first is meant."""
    written: dict[str, Term] = {}
    for term in terms:
        for form in _forms(term.term):
            written.setdefault(form.casefold(), term)
    longest_first = sorted(written, key=len, reverse=True)
    pattern = "|".join(map(_bounded, longest_first))
    return Dictionary(written, words, re.compile(pattern, re.IGNORECASE) if pattern else None)


@kept(4096)
def pieces(known: Dictionary, text: str) -> tuple[Piece, ...]:
    """`text` cut where terms of the plan stand in it; put together again it is `text`."""
    return tuple(_cut(known, text)) if known.pattern else (Piece(text),)


def _cut(known: Dictionary, text: str) -> Iterator[Piece]:
    assert known.pattern is not None, "there are terms to look for"
    end = 0
    for found in known.pattern.finditer(text):
        if found.start() > end:
            yield Piece(text[end : found.start()])
        yield Piece(found.group(), known.terms[found.group().casefold()])
        end = found.end()
    if end < len(text):
        yield Piece(text[end:])


def _forms(written: str) -> tuple[str, ...]:
    found = TWO_NAMES.match(written)
    return (written, found["long"], found["short"]) if found else (written,)


def _bounded(form: str) -> str:
    """A pattern for `form` where it is no part of a longer word of its own script."""
    before, after = (_script_of(form[place]) for place in (0, -1))
    start = f"(?<![{before}])" if before else ""
    end = f"(?![{after}])" if after else ""
    return f"{start}{re.escape(form)}{end}"


def _script_of(letter: str) -> str:
    return next((script for script in SCRIPTS if re.match(f"[{script}]", letter)), "")
