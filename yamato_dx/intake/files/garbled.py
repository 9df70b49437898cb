"""Headings that were read in a wrong encoding and saved so, before the file came here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from yamato_dx.intake.header import column_of
from yamato_dx.intake.problem import Problem
from yamato_dx.lettering import half_width

# (as what bytes were taken, what they were)
_MISTAKEN: Final = tuple(
    (taken, real)
    for real in ("utf-8", "cp932", "euc_jp")
    for taken in ("latin-1", "cp1252", "cp932", "mac_roman", "euc_jp")
    if taken != real
)


def garbled_heading(header: Iterable[str]) -> Problem | None:
    """Of the first heading that is a known one in wrong letters, or that lost its letters."""
    for heading in header:
        if column_of(heading) is None and _is_garbled(heading):
            return Problem("refuse", "garbled", row=1, values={"heading": heading})
    return None


def _is_garbled(heading: str) -> bool:
    if "\ufffd" in heading or (heading.strip() and not half_width(heading).strip("? ")):
        return True
    return not heading.isascii() and any(
        column_of(repaired) is not None
        for taken, real in _MISTAKEN
        if (repaired := _repaired(heading, taken, real))
    )


def _repaired(heading: str, taken: str, real: str) -> str:
    try:
        return heading.encode(taken).decode(real)
    except UnicodeError:
        return ""
