"""見込, 速報, 確定, 公表待ち as offices write them."""

from __future__ import annotations

import re
from typing import Final

from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.intake.finding import Fault
from yamato_dx.lettering import nfkc

STATUS_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "forecast": ("見込", "見込み", "見込値", "見込み値", "見通し", "ミコミ"),
    "preliminary": ("速報", "速報値", "暫定", "暫定値", "速報版", "ソクホウ"),
    "final": ("確定", "確定値", "確定済", "確定済み", "確報", "確報値", "カクテイ"),
    "awaiting": ("公表待ち", "公表待", "未公表", "コウヒョウマチ"),
}
# How a figure was judged, which is no state of the figure.
_ASSESSMENTS: Final = re.compile(
    r"[a-es][+-]?|[◎○〇●△▲×✕◯☆★]+|(?:未|概ね|おおむね|ほぼ)?達成|(?:やや)?遅れ|順調|良好|不良|評価.*"
)
_MARKS: Final = frozenset(("r", "p", "改定", "改訂", "訂正", "修正", "推計", "概算", "概数"))


def read_status(raw: str, heading: str) -> str | Fault | None:
    """The status code, None if blank. `heading`: the column's, for the sentence."""
    word = nfkc(raw).casefold()
    if not word:
        return None
    for status, words in STATUS_WORDS.items():
        labels = {nfkc(text(f"intake.status.{status}", lang)).casefold() for lang in LANGUAGES}
        if word == status or word in words or word in labels:
            return status
    if word in _MARKS:
        return Fault("refuse", "status_mark", {"mark": word})
    if _ASSESSMENTS.fullmatch(word):
        return Fault("refuse", "status_is_assessment", {"word": word.upper()})
    return Fault("refuse", "status_unknown", {"heading": heading, "word": raw.strip()})
