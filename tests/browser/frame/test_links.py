"""Any view can be sent as a link, in either language, and the browser's own buttons work."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Server
from tests.reports import window_csv


def test_a_filter_stands_in_the_address_and_its_default_does_not(
    visit: Visitor, sample: Server
) -> None:
    reader = visit(sample).open("data").choose("year", "令和6年度", "2024")
    expect(reader.page).to_have_url(re.compile(r"/data\?year=2024$"))
    assert len(reader.rows(reader.table("kpis.data.title"))) == 10
    reader.choose("year", reader.say("frame.filter.all_years"), None)
    expect(reader.page).to_have_url(re.compile(r"/data$"))
    assert len(reader.rows(reader.table("kpis.data.title"))) == 40


def test_a_box_shows_the_year_that_the_page_is_about(visit: Visitor, sample: Server) -> None:
    """From page to page by the menu, where the default of both is the same year."""
    reader = visit(sample).open()
    for name in ("report", "initiatives", "overview"):
        reader.go_by_menu(name)
        expect(reader.filter("year").get_by_role("combobox")).to_have_value("令和7年度")


def test_another_language_keeps_what_was_chosen(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("data", year=2024, initiative=9)
    reader.language("en").click()
    expect(reader.page.locator("html")).to_have_attribute("lang", "en")
    reader.settled()
    reader.lang = "en"
    expect(reader.heading).to_have_text(reader.say("kpis.data.title"))
    expect(reader.filter("year").get_by_role("combobox")).to_have_value("FY2024")
    assert len(reader.rows(reader.table("kpis.data.title"))) == 2
    # The menu of the framework drops the address's query: the language stays all the same.
    reader.go_by_menu("history")
    expect(reader.heading).to_have_text(reader.say("reports.history.title"))
    expect(reader.page).to_have_url(re.compile("lang=en"))


def test_an_unsent_file_outlives_another_language_and_page(visit: Visitor, empty: Server) -> None:
    reader = visit(empty).open("report", way="file").upload(window_csv(), "窓口.csv")
    reader.shows("reports.sending.ready", new=24, changed=0, unchanged=0)
    reader.page.evaluate("() => { window.isKept = true; }")
    reader.language("en").click()
    reader.lang = "en"
    reader.shows("reports.sending.ready", new=24, changed=0, unchanged=0)
    expect(reader.page.locator("html")).to_have_attribute("lang", "en")
    reader.go_by_menu("data")
    expect(reader.heading).to_have_text(reader.say("kpis.data.title"))
    reader.page.go_back()
    reader.shows("frame.file.chosen", name="窓口.csv")
    assert reader.page.evaluate("window.isKept") is True  # nothing was loaded again


# What the framework does with a part of the page that a run has changed.
DRAWN_ANEW = """link => {
  const part = link.closest('[data-testid=stHtml]');
  part.innerHTML = part.innerHTML;
}"""


@pytest.mark.parametrize("released", ["on it", "elsewhere"])
def test_a_link_drawn_anew_under_the_press_is_followed(
    visit: Visitor, sample: Server, released: str
) -> None:
    """A browser sends no click where what was pressed is gone before it is released."""
    reader = visit(sample).open("data", year=2024)
    link = reader.language("en")
    link.hover()
    reader.page.mouse.down()
    link.evaluate(DRAWN_ANEW)
    if released == "elsewhere":
        reader.heading.hover()
    reader.page.mouse.up()
    if released == "elsewhere":
        reader.rested()
    lang = "en" if released == "on it" else "ja"
    expect(reader.page.locator("html")).to_have_attribute("lang", lang)


def test_back_returns_to_the_page_and_filter_before(visit: Visitor, sample: Server) -> None:
    reader = visit(sample).open("data", year=2024)
    reader.choose("verdict", reader.say("assessment.verdict.met"), "met")
    count = len(reader.rows(reader.table("kpis.data.title")))
    reader.go_by_menu("initiatives")
    expect(reader.page).to_have_url(re.compile("/initiatives"))
    reader.settled()
    expect(reader.filter("year").get_by_role("combobox")).to_have_value("令和6年度")
    other_language = reader.language("en")
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
    # The address changes before the page is drawn.
    expect(reader.heading).to_have_text(re.compile(r"^4"))
    reader.settled()
    link = reader.main.get_by_role("table").get_by_role("link").first
    number = link.inner_text()
    link.click()
    expect(reader.page).to_have_url(re.compile(rf"/history\?batch={number}"))
    reader.settled()
    expect(reader.table("reports.history.detail", batch=number)).to_be_visible()
