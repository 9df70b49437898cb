"""What comes with the program beside a record: reference figures, and what sources are called.

`queries/` reads no disk: whoever opens a record hands its library in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

import pandas as pd

from yamato_dx import i18n
from yamato_dx.plan.folder.references import REFERENCE_COLUMNS, UNVERIFIED_COLUMNS
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class SourceNames:
    """What sources are called in English: words of ours, since most publish in Japanese alone.

    `english`: by the words as written.
    """

    english: Mapping[str, str] = field(default_factory=dict)

    def title(self, written: str, lang: str) -> str:
        """A source's title; in English ours, and the official one beside it, by which it is
        found."""
        english = self.words(written, lang)
        if english == written:
            return written
        return i18n.text("queries.source_name", lang, english=english, written=written)

    def words(self, written: str, lang: str) -> str:
        """Title, way or terms of a source; as written where there is nothing in English."""
        return self.english.get(written, written) if lang == "en" else written


@dataclass(frozen=True)
class Library:
    """`references`: REFERENCE_COLUMNS, `unverified`: UNVERIFIED_COLUMNS, of every municipality."""

    references: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=list(REFERENCE_COLUMNS))
    )
    names: SourceNames = field(default_factory=SourceNames)
    unverified: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=list(UNVERIFIED_COLUMNS))
    )


EMPTY: Final = Library()
_libraries: WeakKeyDictionary[Record, Library] = WeakKeyDictionary()


def hand_in(record: Record, library: Library) -> None:
    _libraries[record] = library


def library_of(record: Record) -> Library:
    """Empty where none was handed in: sources are then called as they are written."""
    return _libraries.get(record, EMPTY)
