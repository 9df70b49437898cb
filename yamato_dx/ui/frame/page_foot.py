"""What every page ends with: the stylesheets of all screens, and words that the browser needs."""

from __future__ import annotations

from functools import cache
from typing import Final

from yamato_dx.root import ROOT
from yamato_dx.ui.frame.templates import render

STYLES: Final = ROOT / "yamato_dx" / "ui" / "styles"
# Of two equally strong rules the later holds: what all screens share comes first.
FRAME: Final = STYLES / "frame.css"


@cache
def stylesheet() -> str:
    nouns = sorted(path for path in STYLES.glob("*.css") if path != FRAME)
    return "\n".join(path.read_text(encoding="utf-8") for path in (FRAME, *nouns))


@cache
def page_foot(lang: str) -> str:
    """As elements of the page they would cost two thirds of an empty page at every run."""
    return f"<style>{stylesheet()}</style>{render('file_box_words', lang)}"
