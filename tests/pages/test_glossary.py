"""用語・出典: a word is found; what a link asks for stands first."""

from __future__ import annotations

from tests.forms import GLOSSARY
from tests.pages.conftest import Visitor
from tests.pages.visiting import Visit


def found(reader: Visit) -> list[str]:
    return [term.words().split("\n")[0] for term in reader.html.all("dt")]


def test_a_word_is_found_and_the_search_can_be_sent(visit: Visitor) -> None:
    reader = visit("empty").open("glossary")
    everything = found(reader)
    reader.fill(GLOSSARY.fields["search"], "ＢＰＲ").run()
    assert reader.query == {"q": "ＢＰＲ"}
    assert found(reader) == ["BPR"] != everything
    assert found(visit("empty").open("glossary", q="ＢＰＲ")) == ["BPR"]


def test_nothing_is_found(visit: Visitor) -> None:
    assert visit("empty").open("glossary", q="ありえない").shows("glossary.no_match")


def test_every_link_to_a_term_has_its_place(visit: Visitor) -> None:
    reader = visit("sample")
    pages = ("overview", "initiatives", "schedule", "plan", "population", "decisions", "data")
    anchors = {
        link.attributes["href"].split("term=")[1].split("&")[0]
        for name in pages
        for link in reader.open(name).html.all("a")
        if "term=" in link.attributes.get("href", "")
    }
    assert {"term-bpr", "word-met", "word-attainment"} <= anchors
    places = [element.attributes.get("id") for element in reader.open("glossary").html]
    assert [anchor for anchor in sorted(anchors) if places.count(anchor) != 1] == []


def test_the_term_that_was_asked_for_comes_first(visit: Visitor) -> None:
    reader = visit("empty").open("glossary", term="term-bpr")
    (asked,) = [element for element in reader.html if "ydx-asked-term" in element.classes]
    assert "BPR" in asked.words()
