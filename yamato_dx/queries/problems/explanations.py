"""One kind of problem in a reader's words."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from yamato_dx import i18n
from yamato_dx.intake.files.limits import TOLD
from yamato_dx.problem_types import Example
from yamato_dx.queries.glossary.terms import holds
from yamato_dx.queries.problems.catalogue import Catalogued, catalogued

# What stands where a sentence has a value of one file.
ANY_VALUE: Final = "…"


@dataclass(frozen=True)
class ShownExample:
    """An example: rows of cells under their headings, or a text as it is written, or words."""

    rows: tuple[tuple[str, ...], ...] = ()
    text: str = ""
    words: str = ""


@dataclass(frozen=True)
class Explanation:
    """`severity`: what becomes of what was sent, in words. `mend` is empty where `sentence` has
    it."""

    anchor: str
    section: str
    severity: str
    sentence: str
    means: str
    matters: str
    mend: str
    bad: ShownExample
    good: ShownExample


@cache
def explanations(lang: str) -> Mapping[str, Explanation]:
    """Anchor → explanation, in the order of the catalogue."""
    return {entry.anchor: _explanation(entry, lang) for entry in catalogued()}


def matching_problems(lang: str, wanted: str) -> tuple[Explanation, ...]:
    return tuple(
        problem
        for problem in explanations(lang).values()
        if holds(
            (problem.anchor, problem.sentence, problem.means, problem.matters, problem.mend), wanted
        )
    )


def general(message_id: str, lang: str) -> str:
    """A sentence as it is written of any file: «…» for each of its values, but for limits."""
    message = i18n.catalogue(lang)[message_id]
    pattern = message if isinstance(message, str) else message[-1]
    pieces = string.Formatter().parse(pattern)
    told = "".join(words + _value(name, form) for words, name, form, _ in pieces)
    return told.replace(2 * ANY_VALUE, ANY_VALUE)


def _value(name: str | None, form: str | None) -> str:
    if name in TOLD:
        return format(TOLD[name], form or "")
    return ANY_VALUE if name else ""


def _explanation(entry: Catalogued, lang: str) -> Explanation:
    part, problem_type = entry.part, entry.type
    code = problem_type.code
    severities = (
        i18n.text(f"problems.severity.{severity}", lang) for severity in problem_type.severities
    )
    return Explanation(
        entry.anchor,
        entry.section,
        i18n.text("problems.or", lang).join(severities),
        general(f"{part.problem}{code}", lang),
        i18n.text(f"{part.means}{code}", lang, **TOLD),
        i18n.text(f"{part.matters}{code}", lang),
        general(f"{part.mend}{code}", lang) if part.mend else "",
        _shown(problem_type.bad, f"{part.example}{code}.bad", lang),
        _shown(problem_type.good, f"{part.example}{code}.good", lang),
    )


def _shown(example: Example | None, message_id: str, lang: str) -> ShownExample:
    if example is None:
        return ShownExample(words=i18n.text(message_id, lang))
    if example.is_table:
        return ShownExample(rows=tuple(tuple(row) for row in example.rows))
    return ShownExample(text=example.text)
