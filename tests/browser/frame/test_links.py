"""Any view can be sent as a link, in either language, and the browser's own buttons work."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Server
from tests.proving import in_turn


def test_a_link_opens_an_initiative_in_a_year(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("initiatives", initiative=4, year=2024)
    expect(reader.filter("initiative").get_by_role("radio", name="4")).to_be_checked()
    expect(reader.filter("year").get_by_role("combobox")).to_have_value("令和6年度")
    expect(reader.heading).to_contain_text("4")
    assert "640" in reader.main.inner_text()
    assert reader.query == "initiative=4&year=2024"


def test_a_link_opens_the_filtered_table(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("data", verdict="met", initiative=9)
    rows = reader.rows(reader.table("kpis.data.title"))
    assert {row[0].split()[0] for row in rows} == {"9-1", "9-2"}
    assert all(reader.say("assessment.verdict.met") in row[6] for row in rows)
    reader.shows("kpis.data.count", count=len(rows))
    expect(reader.filter("verdict").get_by_role("combobox")).to_have_value(
        reader.say("assessment.verdict.met")
    )


def test_a_filter_stands_in_the_address_and_its_default_does_not(
    visit: Visitor, sample: Server
) -> None:
    reader = visit(sample).open("data").choose("year", "令和6年度", "2024")
    expect(reader.page).to_have_url(re.compile(r"/data\?year=2024$"))
    assert len(reader.rows(reader.table("kpis.data.title"))) == 10
    reader.choose("year", reader.say("frame.filter.all_years"), None)
    expect(reader.page).to_have_url(re.compile(r"/data$"))
    assert len(reader.rows(reader.table("kpis.data.title"))) == 40


@pytest.mark.parametrize(
    "query", in_turn([{"year": "1999"}, {"initiative": "77"}, {"verdict": "<b>"}])
)
def test_a_link_with_a_filter_that_does_not_exist_opens_the_default(
    visit: Visitor, sample: Server, query: dict[str, str]
) -> None:
    reader = visit(sample).open("data", **query)
    assert len(reader.rows(reader.table("kpis.data.title"))) == 40


def test_a_link_opens_the_record_as_it_was(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("data", as_of="2020-01-01T00:00", year=2024)
    rows = reader.rows(reader.table("kpis.data.title"))
    assert {row[3] for row in rows} == {"–"}


@pytest.mark.parametrize("written", in_turn(["9999-12-31T23:00Z", "yesterday"]))
@pytest.mark.parametrize("lang", in_turn(["ja", "en"]))
def test_a_link_to_no_moment_says_so_and_shows_now(
    visit: Visitor, sample: Server, written: str, lang: str
) -> None:
    """A moment beyond the calendar broke the page."""
    reader = visit(sample, lang=lang).open("data", as_of=written, year=2024)
    reader.shows("frame.filter.as_of_refused", written=written)
    expect(reader.page).not_to_have_url(re.compile("as_of"))
    rows = reader.rows(reader.table("kpis.data.title"))
    assert {row[3] for row in rows} != {"–"}
    reader.open("", as_of=written)
    reader.shows("frame.filter.as_of_refused", written=written)
    expect(reader.page.locator("table.ydx-lines th.name")).to_have_count(10)


def test_another_language_keeps_what_was_chosen(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("data", year=2024, initiative=9)
    reader.page.locator(".ydx-lang").get_by_role("link", name="EN").click()
    expect(reader.page.locator("html")).to_have_attribute("lang", "en")
    reader.settled()
    reader.lang = "en"
    expect(reader.heading).to_have_text(reader.say("kpis.data.title"))
    expect(reader.filter("year").get_by_role("combobox")).to_have_value("FY2024")
    assert len(reader.rows(reader.table("kpis.data.title"))) == 2
    # The menu of the framework drops the address's query: the language stays all the same.
    reader.page.get_by_test_id("stTopNav").get_by_role(
        "link", name=reader.say("frame.page.history")
    ).click()
    expect(reader.heading).to_have_text(reader.say("reports.history.title"))
    expect(reader.page).to_have_url(re.compile("lang=en"))


def test_english_pages_hold_no_japanese_sentence(visit: Visitor, sample: Server) -> None:
    """Names of the town, of sections and files may stand in Japanese; sentences do not."""
    reader = visit(sample, lang="en")
    for page in ("", "initiatives", "report", "data"):
        reader.open(page)
        lines = [line for line in reader.words().splitlines() if re.search("[ぁ-ん]", line)]
        assert lines == [], page


def test_back_returns_to_the_page_and_filter_before(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("data", year=2024)
    reader.choose("verdict", reader.say("assessment.verdict.met"), "met")
    count = len(reader.rows(reader.table("kpis.data.title")))
    reader.page.get_by_test_id("stTopNav").get_by_role(
        "link", name=reader.say("frame.page.initiatives")
    ).click()
    expect(reader.page).to_have_url(re.compile("/initiatives"))
    reader.settled()
    expect(reader.filter("year").get_by_role("combobox")).to_have_value("令和6年度")
    other_language = reader.page.locator(".ydx-lang").get_by_role("link", name="EN")
    expect(other_language).to_have_attribute("href", re.compile("year=2024&verdict=met"))
    # What went along into the new address are steps of their own; none of them is a trap.
    for _ in range(4):
        reader.page.go_back()
        reader.rested()  # else the filters of one step are told along with the address of the next
        if "/data" in reader.page.url:
            break
    expect(reader.heading).to_have_text(reader.say("kpis.data.title"))
    expect(reader.page).to_have_url(re.compile(r"/data\?year=2024&verdict=met$"))
    reader.settled()
    assert len(reader.rows(reader.table("kpis.data.title"))) == count


def test_a_kpi_leads_to_its_initiative_and_a_figure_to_its_report(
    visit: Visitor, sample: Server
) -> None:
    reader = visit(sample).open("", year=2024)
    reader.main.get_by_role("rowheader").get_by_role("link").filter(has_text="コンビニ").click()
    expect(reader.page).to_have_url(re.compile(r"/initiatives\?initiative=4"))
    reader.settled()
    link = reader.main.get_by_role("table").get_by_role("link").first
    number = link.inner_text()
    link.click()
    expect(reader.page).to_have_url(re.compile(rf"/history\?batch={number}"))
    reader.settled()
    expect(reader.table("reports.history.detail", batch=number)).to_be_visible()
