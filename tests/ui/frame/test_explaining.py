"""Marked once in a block, told after it, and whatever is written stays text."""

from __future__ import annotations

import re

import pytest

from yamato_dx.queries.glossary.explanations import Dictionary, dictionary_of
from yamato_dx.queries.glossary.terms import WORDS, Term
from yamato_dx.root import ROOT
from yamato_dx.ui.frame.explaining import Explained

UI = ROOT / "yamato_dx" / "ui"
HOSTILE = '<script>alert("1")</script>'


def block(known: Dictionary, number: int = 1) -> Explained:
    return Explained(lambda: known, number, lambda anchor: f"/glossary#{anchor}")


@pytest.fixture
def known() -> Dictionary:
    bpr = Term("term-bpr", "BPR", f"見直すこと。{HOSTILE}", HOSTILE)
    ours = Term("word-provisional", "初期設定・未決定", "仮の答え。", "このシステムの用語")
    return dictionary_of([bpr], {"provisional": ours})


def marks(html: str) -> list[tuple[str, str]]:
    return re.findall(r'popovertarget="([^"]*)">([^<]*)</button>', html)


def test_the_first_of_a_block_is_marked_and_told_once(known: Dictionary) -> None:
    one = block(known, 7)
    assert marks(one.text("BPRの後のBPR")) == [("meaning-7-term-bpr", "BPR")]
    assert one.text("もう一度BPR") == "もう一度BPR"
    told = one.meanings("用語・出典で見る")
    assert re.findall(r' id="([^"]*)"', told) == ["meaning-7-term-bpr"]
    assert 'href="/glossary#term-bpr"' in told
    assert marks(block(known).text("BPR")) == [("meaning-1-term-bpr", "BPR")]


def test_what_explains_nothing_adds_nothing(known: Dictionary) -> None:
    one = block(known)
    assert one.text("窓口") == "窓口"
    assert one.word("担当課", "") == "担当課"
    assert one.meanings("用語・出典で見る") == ""


@pytest.mark.parametrize(
    ("label", "marked"),
    [
        ("〔初期設定・未決定〕", "初期設定・未決定"),  # where the word is written
        ("〔初期設定〕", "〔初期設定〕"),  # else the label that stands for it
    ],
)
def test_a_label_is_marked_for_its_word(known: Dictionary, label: str, marked: str) -> None:
    html = block(known).word(label, "provisional")
    assert marks(html) == [("meaning-1-word-provisional", marked)]
    assert re.sub("<[^>]*>", "", html) == label


def test_hostile_text_stays_text(known: Dictionary) -> None:
    one = block(known)
    html = one.text(f"{HOSTILE}とBPR") + one.word(HOSTILE, "provisional") + one.meanings(HOSTILE)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 6  # text, label, definition, origin, both links
    assert one.text(HOSTILE) == one.word(HOSTILE, "")


def test_every_word_that_the_screens_name_is_in_the_glossary() -> None:
    sources = [one.read_text(encoding="utf-8") for one in UI.rglob("*.html")]
    named = {code for text in sources for code in re.findall(r'word\([^{}]*?"(\w+)"\)', text)}
    assert named >= {"verdict", "provisional", "component"}
    assert named <= set(WORDS)
