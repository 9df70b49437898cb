"""The signs of a received text that a person sees: without invisible ones, without wrappings."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Signs without a form of their own (Unicode: Default_Ignorable_Code_Point), byte order marks and
# variation selectors among them. The soft hyphen is none of them: some programs show it.
_INVISIBLE = re.compile(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
# Control signs but for tabs and line ends, byte order marks, halves of signs, and what never
# becomes one.
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
# What Markdown makes something of within a line.
_MARKUP = re.compile(r"[\\`*_\[\]<>~$:!|#]")
# '640 and ="9-1": how spreadsheets are told that a cell is a text.
_WRAPPED = re.compile(r"(?P<formula>=?)\"(?P<inner>[^\"]*)\"|[“”](?P<curly>[^“”]*)[“”]")
_TEXT_MARKS: Final = ("'", "\u2018", "\u2019")
# What stands where a program had no sign for a letter.
LOST_SIGNS: Final = frozenset("?\ufffd〓")

# «As above»: what it repeats is seen, not said.
_DITTO: Final = frozenset(
    ("〃", "\u2033", "々", "〻", "同上", "同じ", "同", "”", "〟", '"', "''", "仝")
)

# Full-width ASCII only: NFKC would also turn ① into 1 and ½ into 1⁄2.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}


def visible(text: str) -> str:
    """The text without invisible signs."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def unmarked(text: str) -> str:
    """For a place that reads Markdown, as the labels of fields and buttons do: shown as written.
    What is an address by itself still leads where it says."""
    return _MARKUP.sub(r"\\\g<0>", text)


def printable(text: str) -> str:
    """The text without the signs that come along in a pasted one and that no paper has a place for;
    what ends a line within a cell ends one."""
    return _UNPRINTED.sub("", text.replace("\v", "\n").replace("\f", "\n"))


def is_blank(text: str) -> bool:
    stripped = text.strip()
    return not stripped or not visible(stripped).strip()


def typed(text: str) -> str:
    """What a person typed, without blanks around it; «» where nothing of it is to be seen."""
    return "" if is_blank(text) else text.strip()


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as half-width, unwrapped; nothing else changes."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", visible(text)).translate(_HALF_WIDTH)
    return _unwrapped(text.strip())


def nfkc(text: str) -> str:
    """Compatible signs as one, unwrapped, without any space."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", visible(text))
    return _unwrapped("".join(text.split()))


def katakana(text: str) -> str:
    """Hiragana as katakana."""
    return text.translate(_KATAKANA)


def lost_sign(text: str) -> str | None:
    """The first sign that stands for a lost one, if any does."""
    return next((sign for sign in half_width(text) if sign in LOST_SIGNS), None)


def is_ditto(text: str) -> bool:
    return visible(text).strip() in _DITTO


def _unwrapped(text: str) -> str:
    if text[:1].isalnum():
        return text
    found = _WRAPPED.fullmatch(text)
    if found:
        return (found["inner"] or found["curly"] or "").strip()
    return text[1:].strip() if text.startswith(_TEXT_MARKS) else text
