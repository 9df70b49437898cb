"""Multiples as offices write them: 3千件, 1.2億円, a cell formatted 0"百万件"."""

from __future__ import annotations

from typing import Final

# The longer words first: 百万 ends in 万.
MULTIPLES: Final[tuple[tuple[str, int], ...]] = (
    ("千億", 10**11),
    ("百億", 10**10),
    ("十億", 10**9),
    ("千万", 10**7),
    ("百万", 10**6),
    ("十万", 10**5),
    ("兆", 10**12),
    ("億", 10**8),
    ("万", 10**4),
    ("千", 10**3),
)
# Of 12億3456万円, the larger first: each group has one.
GROUPS: Final = tuple(multiple for multiple in MULTIPLES if multiple[0] in ("億", "万", "千"))


def without_multiple(words: str) -> tuple[str, int]:
    """The words behind a number without the multiple before them, and what it makes of one."""
    for word, factor in MULTIPLES:
        if words.startswith(word):
            return words.removeprefix(word), factor
    return words, 1
