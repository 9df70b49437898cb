"""用語・出典: terms with whose definition it is, sources with terms, rules with true examples."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Begun
from tests.entered import enter
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.assessment import SHAPES
from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.queries.assessed import View, view_of
from yamato_dx.queries.glossary.terms import (
    glossary_table,
    matching_sources,
    matching_terms,
    own_words,
    plan_terms,
    sources,
    sources_table,
)
from yamato_dx.queries.glossary.worked_examples import matching_rules, rules
from yamato_dx.root import ROOT
from yamato_dx.store.record import Record


@pytest.fixture(scope="module", params=["yamato", "minato"])
def record(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Record]:
    folder = None if request.param == "yamato" else ROOT / "tests" / "towns" / "minato"
    database = tmp_path_factory.mktemp(request.param) / "record.duckdb"
    with open_record(Place(folder, database)) as opened:
        yield opened


@pytest.fixture
def yamato(tmp_path: Path, begun: Begun) -> Iterator[Record]:
    with open_record(begun(tmp_path / "434477.duckdb", Place())) as opened:
        yield opened


def now(record: Record) -> View:
    return view_of(record, on=date(2026, 6, 15))


def test_lost_footnotes_say_whose_definition_it_is(yamato: Record) -> None:
    terms = plan_terms(yamato, now(yamato), "ja")
    lost = [text("glossary.origin.lost", "ja", number=number) for number in range(1, 10)]
    assert [one.origin for one in terms[:9]] == lost
    kept = [text("glossary.origin.footnote", "ja", number=number) for number in (10, 11, 12)]
    assert [one.origin for one in terms[9:12]] == kept


def test_a_copied_footnote_takes_the_place_of_ours(yamato: Record) -> None:
    copied = {"term": "BPR", "definition": "抜本的に見直すこと。", "source": "原本 5ページ"}
    enter(yamato, "supplement", {"footnote:7": copied}, Actor.at_server("企画係"))
    term = plan_terms(yamato, now(yamato), "ja")[6]
    assert term.definition == "抜本的に見直すこと。"
    assert "原本 5ページ" in term.origin


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_shape_has_an_example_that_the_rules_worked_out(record: Record, lang: str) -> None:
    found = rules(record, now(record), lang)
    assert {one.shape for one in found} <= set(SHAPES)
    if record.municipality_code == "434477":
        assert [one.verdict.mark for one in found] == ["○", "○", "◎", "◎", "×", "×"]
    assert all(one.sentence and "=" in one.evidence for one in found)


def test_the_examples_change_nothing(yamato: Record) -> None:
    before = yamato.head()
    rules(yamato, now(yamato), "ja")
    assert yamato.head() == before
    assert yamato.standing().empty


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_source_has_a_date_and_terms(record: Record, lang: str) -> None:
    found = sources(record, now(record), lang)
    assert found
    assert all(one.source and one.date and one.terms for one in found)
    assert check_frame(sources_table(found), TABLES["sources"]) == []


def test_sources_of_all_that_is_shown(yamato: Record) -> None:
    topics = {one.topic for one in sources(yamato, now(yamato), "ja")}
    assert topics == {"計画", "比較対象値", "参考値", "人口"}


@pytest.mark.parametrize(
    ("wanted", "term"),
    [
        ("ＤＸ", "デジタルトランスフォーメーション（DX）"),  # full width
        ("dx", "デジタルトランスフォーメーション（DX）"),  # lower case
        ("  保有枚数率 ", "保有枚数率"),
    ],
)
def test_search(yamato: Record, wanted: str, term: str) -> None:
    found = matching_terms(plan_terms(yamato, now(yamato), "ja"), wanted)
    assert term in [one.term for one in found]
    assert len(found) < 20
    assert matching_terms(plan_terms(yamato, now(yamato), "ja"), "どこにもない言葉") == ()


def test_search_reaches_rules_and_sources(yamato: Record) -> None:
    view = now(yamato)
    assert [one.shape for one in matching_rules(rules(yamato, view, "ja"), "コンビニ")] == [
        "at_least"
    ]
    assert {one.topic for one in matching_sources(sources(yamato, view, "ja"), "社人研")} <= {
        "人口"
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_glossary_table_is_as_described(record: Record, lang: str) -> None:
    words = (*plan_terms(record, now(record), lang), *own_words(lang))
    assert check_frame(glossary_table(words), TABLES["glossary"]) == []
    assert len({one.anchor for one in words}) == len(words)
