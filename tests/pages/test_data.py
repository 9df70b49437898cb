"""データ出力: the table as filtered; filters that stand in the address, or name nothing."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Visitor
from yamato_dx.i18n import LANGUAGES

TABLE = "kpis.data.title"


def test_a_link_opens_the_filtered_table(visit: Visitor) -> None:
    reader = visit("sample").open("data", verdict="met", initiative=9)
    rows = reader.table(TABLE)
    assert {row[0].split()[0] for row in rows} == {"9-1", "9-2"}
    assert {row[6] for row in rows} == {"◎達成"}
    assert reader.shows("kpis.data.count", count=len(rows))
    assert reader.filter("verdict").value == "met"


def test_a_filter_stands_in_the_address_and_its_default_does_not(visit: Visitor) -> None:
    reader = visit("sample").open("data").choose("year", "2024")
    assert reader.query == {"year": "2024"}
    assert len(reader.table(TABLE)) == 10
    reader.choose("year", "all")
    assert reader.query == {}
    assert len(reader.table(TABLE)) == 40


@pytest.mark.parametrize("query", [{"year": "1999"}, {"initiative": "77"}, {"verdict": "<b>"}])
def test_a_filter_that_does_not_exist_opens_the_default(
    visit: Visitor, query: dict[str, str]
) -> None:
    assert len(visit("sample").open("data", **query).table(TABLE)) == 40


def test_nothing_that_meets_all_filters_is_said(visit: Visitor) -> None:
    reader = visit("empty").open("data", verdict="met")
    assert reader.shows("kpis.initiative.no_match")
    assert reader.tables == {}


def test_a_link_opens_the_record_as_it_was(visit: Visitor) -> None:
    reader = visit("sample").open("data", as_of="2020-01-01T00:00", year=2024)
    assert {row[3] for row in reader.table(TABLE)} == {"–"}


@pytest.mark.parametrize("written", ["9999-12-31T23:00Z", "yesterday"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_to_no_moment_says_so_and_shows_now(visit: Visitor, written: str, lang: str) -> None:
    """A moment beyond the calendar broke the page."""
    reader = visit("sample", lang).open("data", as_of=written, year=2024)
    assert reader.shows("frame.filter.as_of_refused", written=written)
    assert reader.query == {"year": "2024"}
    assert {row[3] for row in reader.table(TABLE)} != {"–"}


def test_what_was_chosen_goes_along_by_the_menu(visit: Visitor) -> None:
    reader = visit("sample").open("data").choose("year", "2024").open("initiatives")
    assert reader.filter("year").value == "2024"
    assert reader.query == {"year": "2024"}


def test_another_language_keeps_what_was_chosen(visit: Visitor) -> None:
    reader = visit("sample").open("data", year=2024, initiative=9)
    (link,) = {link.attributes["href"] for link in reader.html.all("a") if link.words() == "EN"}
    assert link == "/data?year=2024&initiative=9&lang=en"


def test_another_towns_kpis_and_years(visit: Visitor) -> None:
    rows = visit("minato").open("data").table(TABLE)
    assert len(rows) == 27
    assert {row[1] for row in rows} == {"令和7年度", "令和8年度", "令和9年度"}
