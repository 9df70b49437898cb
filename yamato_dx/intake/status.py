"""見込, 速報, 確定, 公表待ち as offices write them."""

from __future__ import annotations

from typing import Final

from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.intake.cell import nfkc
from yamato_dx.intake.finding import Fault

STATUS_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "forecast": ("見込", "見込み", "見込値", "見込み値", "見通し"),
    "preliminary": ("速報", "速報値", "暫定", "暫定値"),
    "final": ("確定", "確定値", "確報"),
    "awaiting": ("公表待ち", "公表待", "未公表"),
}


def read_status(raw: str) -> str | Fault | None:
    """The status code, None if blank."""
    word = nfkc(raw).casefold()
    if not word:
        return None
    for status, words in STATUS_WORDS.items():
        labels = {nfkc(text(f"intake.status.{status}", lang)).casefold() for lang in LANGUAGES}
        if word == status or word in words or word in labels:
            return status
    return Fault("refuse", "status_unknown")
