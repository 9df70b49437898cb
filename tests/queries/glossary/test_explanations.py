"""Where a term of the plan stands in a text: the longest, whole words only, nothing else."""

from __future__ import annotations

import pytest

from tests.entered import enter
from tests.queries.conftest import now
from yamato_dx.acts.actor import Actor
from yamato_dx.i18n import LANGUAGES
from yamato_dx.queries.glossary.explanations import Dictionary, dictionary, dictionary_of, pieces
from yamato_dx.queries.glossary.terms import WORDS, Term, own_words, plan_terms
from yamato_dx.queries.words import VERDICTS
from yamato_dx.store.record import Record

TERMS = (
    "デジタルトランスフォーメーション（DX）",
    "DX推進チーム",
    "CIO",
    "CIO補佐",
    "RPA",
    "AI-OCR",
    "オープンデータ",
    "Open data",
    "C++ (言語)",
    "<script>",
)


def known(*terms: str) -> Dictionary:
    return dictionary_of([Term(f"term-{one}", one, "…", "") for one in terms], {})


def found(text: str) -> list[tuple[str, str]]:
    """What is found in the text, and of which term it is."""
    cut = pieces(known(*TERMS), text)
    assert "".join(one.words for one in cut) == text
    return [(one.words, one.term.term) for one in cut if one.term]


DX = TERMS[0]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("RPAを入れる", [("RPA", "RPA")]),
        ("", []),
        ("窓口を改める", []),
        # The longest that fits, not what stands in it.
        ("CIO補佐がCIOを支える", [("CIO補佐", "CIO補佐"), ("CIO", "CIO")]),
        ("DX推進チームの編成", [("DX推進チーム", "DX推進チーム")]),
        # Each of the two ways to write it, and both.
        ("DXとは", [("DX", DX)]),
        ("デジタルトランスフォーメーションとは", [("デジタルトランスフォーメーション", DX)]),
        (DX, [(DX, DX)]),
        # No part of another word in Latin letters; Japanese around it is no such word.
        ("RPAs, GRPA, RPA2", []),
        ("窓口DXSaaS", []),
        ("町のRPA、AI-OCR等", [("RPA", "RPA"), ("AI-OCR", "AI-OCR")]),
        ("(RPA)", [("RPA", "RPA")]),
        # No part of another word in katakana.
        ("オープンデータベース", []),
        ("オープンデータの推進", [("オープンデータ", "オープンデータ")]),
        # English, however it begins.
        ("Publish open data.", [("open data", "Open data")]),
        ("open database", []),
        # Signs that mean something in a pattern are only letters of the term.
        ("C++で書く", [("C++", "C++ (言語)")]),
        ("a<script>b", [("<script>", "<script>")]),
    ],
)
def test_what_is_found(text: str, terms: list[tuple[str, str]]) -> None:
    assert found(text) == terms


def test_a_plan_without_terms_explains_nothing() -> None:
    assert [one.words for one in pieces(known(), "RPA")] == ["RPA"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_that_can_be_linked_stands_on_the_glossary(record: Record, lang: str) -> None:
    view = now(record)
    one = dictionary(record, view, lang)
    on_page = {term.anchor for term in (*plan_terms(record, view, lang), *own_words(lang))}
    assert {term.anchor for term in (*one.terms.values(), *one.words.values())} == on_page
    assert set(one.words) == set(WORDS)
    assert set(VERDICTS) <= set(WORDS)


def test_the_copied_definition_is_the_one_told(record: Record) -> None:
    copied = {"term": "BPR", "definition": "抜本的に見直すこと。", "source": "原本 5ページ"}
    enter(record, "supplement", {"footnote:7": copied}, Actor.at_server("企画係"))
    (term,) = [one.term for one in pieces(dictionary(record, now(record), "ja"), "BPR")]
    assert term is not None
    assert (term.definition, "原本 5ページ" in term.origin) == ("抜本的に見直すこと。", True)
