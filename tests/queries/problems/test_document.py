"""The catalogue of problems is whole, and the documents are what it makes."""

from __future__ import annotations

from collections import Counter

import pytest

from yamato_dx.i18n import LANGUAGES
from yamato_dx.queries.problems.catalogue import catalogued
from yamato_dx.queries.problems.document import document
from yamato_dx.queries.problems.explanations import explanations
from yamato_dx.root import ROOT

FILES = {"ja": "problems.ja.md", "en": "problems.md"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_document_is_what_the_catalogue_makes(lang: str) -> None:
    """Made again by `python -m yamato_dx problems --lang ja > docs/problems.ja.md`."""
    committed = (ROOT / "docs" / FILES[lang]).read_text("utf-8")
    assert committed == document(lang), "make it again: python -m yamato_dx problems"


def test_each_anchor_is_there_once() -> None:
    counts = Counter(entry.anchor for entry in catalogued())
    assert [anchor for anchor, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_is_explained(lang: str) -> None:
    """A message that is missing fails by its name."""
    assert len(explanations(lang)) == len(list(catalogued()))


def test_each_problem_says_how_grave_it_is() -> None:
    assert [entry.anchor for entry in catalogued() if not entry.type.severities] == []
