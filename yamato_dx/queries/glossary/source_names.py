"""What sources are called in English: words of ours, since most publish in Japanese alone."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from typing import Final

from yamato_dx import i18n
from yamato_dx.root import DATA

FILE: Final = DATA / "sources.csv"


def source_name(written: str, lang: str) -> str:
    """A source's title; in English ours, and the official one beside it, by which it is found."""
    english = in_language(written, lang)
    if english == written:
        return written
    return i18n.text("queries.source_name", lang, english=english, written=written)


def in_language(written: str, lang: str) -> str:
    """Title, way or terms of a source; as written where there is nothing in English."""
    return _english().get(written, written) if lang == "en" else written


@cache
def _english() -> Mapping[str, str]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {row["written"]: row["english"] for row in rows}
