"""What every page ends with: the stylesheets of all screens, and words that the browser needs."""

from __future__ import annotations

from functools import cache
from typing import Final

from yamato_dx.i18n import LANGUAGES
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
def page_foot() -> str:
    """As elements of the page they would cost two thirds of an empty page at every run. In every
    language: a reader changes it without loading the page again."""
    words = "".join(render("file_box_words", lang) for lang in LANGUAGES)
    return f"<style>{stylesheet()}</style>{words}"
