"""Colours and type of everything drawn. Contrast on white in brackets."""

from __future__ import annotations

from typing import Final

INK: Final = "#1A1A1C"  # 17.4
SECOND: Final = "#595959"  # 7.0
GOOD: Final = "#0017C1"  # 11.1; also the bar of the chosen year
BAD: Final = "#CE0000"  # 5.8
PAST: Final = "#8793B8"  # 3.05, for shapes only
SAMPLE: Final = "#FBF0C4"
HAIRLINE: Final = "#E6E6EB"
TILE: Final = "#F8F8FB"
PAPER: Final = "#FFFFFF"

FONTS: Final = (
    '"BIZ UDPGothic", "Yu Gothic UI", Meiryo, "Noto Sans JP", "Noto Sans CJK JP", sans-serif'
)
