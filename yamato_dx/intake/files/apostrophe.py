"""Texts that a file keeps from being run: Excel and our own exports put a ' before =1+1."""

from __future__ import annotations

import re
from typing import Final

# Before what spreadsheets run as a formula, blanks that they trim aside. `output.tables.arrow`
# puts it there; more than one, and all but one belong to the text.
_KEPT: Final = re.compile("'(?='*(?:[\\s\u3000\ufeff\u200b]*[=+\\-@＝＋－＠﹦﹢﹣﹫−]|[\t\r\n]))")


def without_apostrophe(text: str) -> str:
    """The text as it was before it was kept from being run: '=1+1 is =1+1, 'quoted stays."""
    return _KEPT.sub("", text, count=1) if _KEPT.match(text) else text
