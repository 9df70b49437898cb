"""The units of a KPI as offices spell them."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from yamato_dx.lettering import katakana, nfkc
from yamato_dx.plan.model.types import Kpi

PERCENT: Final = "%"
# Spellings of one unit, in katakana and small letters as `spelt` has them.
_SPELLINGS: Final = {
    "ジカン": "時間",
    "h": "時間",
    "hr": "時間",
    "hrs": "時間",
    "フン": "分",
    "プン": "分",
    "min": "分",
    "ビョウ": "秒",
    "sec": "秒",
    "ニン": "人",
    "メイ": "名",
    "ケン": "件",
    "カイ": "回",
    "カショ": "カ所",
    "ギョウム": "業務",
    "エン": "円",
    "パーセント": "%",
    "percent": "%",
    "pct": "%",
}
_ONE_SIGN: Final = str.maketrans({"ヶ": "カ", "ケ": "カ", "ヵ": "カ", "箇": "カ", "個": "カ"})
_BRACKETS: Final = ("()", "[]", "{}", "【】", "〔〕", "〈〉", "<>", "「」")


@lru_cache(maxsize=4096)
def spelt(unit: str) -> str:
    """One spelling of a unit (NFKC): katakana, small letters, no brackets around it."""
    for opening, closing in _BRACKETS:
        if unit.startswith(opening) and unit.endswith(closing) and len(unit) > 2:
            unit = unit[1:-1]
    folded = katakana(unit).casefold().removeprefix("単位").lstrip(":")
    return _SPELLINGS.get(folded, folded.translate(_ONE_SIGN))


@lru_cache(maxsize=512)
def _spellings(units: tuple[str, ...]) -> frozenset[str]:
    return frozenset(spelt(nfkc(unit)) for unit in units) - {""}


def spellings_of(kpi: Kpi) -> frozenset[str]:
    """All that the KPI's unit may be called, as `spelt` has it."""
    percent = (PERCENT,) if kpi.value_form == "share" else ()
    return _spellings((kpi.unit.ja, kpi.unit.en, *kpi.unit_forms, *percent))
