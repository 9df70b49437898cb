"""人口: the page in each state, its choices in the address, and the own register sent from it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitor
from tests.browser.frame.test_pages import serious, sideways
from tests.browser.serving import Server
from tests.browser.visiting import PATIENCE, Visit
from tests.forms import POPULATION, SEND
from tests.proving import in_turn
from yamato_dx.queries.population.charts import AGE_GROUPS
from yamato_dx.queries.population.figures import age_words

SCREENS = [
    ("empty", "ja", 1280),
    ("empty", "en", 375),
    ("sample", "en", 1280),
    ("sample", "ja", 375),
    ("minato", "ja", 1280),
    ("minato", "en", 320),
]
REGISTER = "時点,総人口,65歳以上\n2025-03-31,12200,6400\n2026-03-31,11900,6300\n".encode()


def charts(visit: Visit) -> Locator:
    return visit.page.get_by_test_id("stVegaLiteChart").filter(visible=True)


def opened_twin(visit: Visit, summary_id: str) -> list[list[str]]:
    visit.main.locator("summary").filter(has_text=visit.say(summary_id)).click()
    return visit.rows(visit.table(summary_id))


@pytest.mark.parametrize(("state", "lang", "width"), in_turn(SCREENS))
def test_page(
    request: pytest.FixtureRequest, visit: Visitor, state: str, lang: str, width: int
) -> None:
    server: Server = request.getfixturevalue(state)
    reader = visit(server, lang=lang, width=width).open("population")
    expect(reader.heading).to_be_visible()
    expect(reader.page.get_by_test_id("stException")).to_have_count(0)
    expect(charts(reader)).to_have_count(0 if state == "minato" else 6)
    assert sideways(reader) <= 0
    assert serious(reader) == []


def unfolded(reader: Visit) -> Visit:
    """The part where a file of residents is sent."""
    reader.main.get_by_text(reader.say(POPULATION.buttons["open"]), exact=True).click()
    expect(reader.page.locator("input[type=file]")).to_have_count(1)
    return reader.settled()


@pytest.mark.prove
def test_register_is_sent_from_the_page(visit: Visitor, desk: Server) -> None:
    reader = unfolded(visit(desk).open("population"))
    form = reader.say("population.own.form.yearly")
    csv = reader.say("population.own.format.csv")
    label = reader.say(POPULATION.buttons["form"], form=form, format=csv)
    blank = reader.saved(reader.main.get_by_role("button", name=label, exact=True))
    assert "2026-03-31" in blank.decode("utf-8-sig")

    reader.upload("時点,総人口\nいつか,12000\n".encode(), "だめ.csv")
    reader.shows("population.own.refused", count=1)
    expect(reader.button(SEND.button)).to_have_count(0)

    unfolded(reader.open("population")).upload(REGISTER, "住基.csv")
    reader.shows("population.own.ready", new=4, changed=0, unchanged=0)
    number = reader.send("企画")
    reader.settled()
    assert number in reader.words()
    rows = opened_twin(reader, "population.twin.total")
    assert ["2026年3月31日", "住民基本台帳", "報告", "11,900"] in [row[:4] for row in rows]

    reader.upload(REGISTER, "住基.csv")
    reader.shows("reports.sending.duplicate", batch=number)

    reader.open("history", batch=number)
    listed = reader.rows(reader.table("reports.history.detail", batch=number))
    assert ["2026年3月31日", "男女計", "総数", "11,900", "新規", "–"] in listed
    reader.main.get_by_test_id("stExpander").locator("summary").last.click()
    falls = reader.rows(reader.table("reports.history.population.falls"))
    assert [row[4] for row in falls] == [reader.say("reports.history.population.nothing")] * 4
    table = reader.saved_from(number, "frame.download.table", "frame.download.csv").decode(
        "utf-8-sig"
    )
    assert '"434477",2026-03-31,"resident_register","total","total",11900,"new"' in table


BOTH, CHART, TABLE = (f"frame.download.{kind}" for kind in ("both", "chart", "table"))
CHARTS = [
    ("total", BOTH, ""),
    ("register", CHART, ""),
    *(("working", BOTH, group) for group in AGE_GROUPS),
    ("pyramid", CHART, ""),
]
TABLES = [
    ("total", BOTH, '"434477",2020-10-01,"census","final","total","15-64",5455'),
    ("working", BOTH, '"434477",2020-10-01,"census","final",13503,1241,5455,6771,36,'),
    ("movements", TABLE, '"resident_register_mic",2019,51,278,-227,338,455,-117,-6,-350'),
]


@pytest.mark.parametrize(("menu", "label", "group"), in_turn(CHARTS, lambda chart: chart[1]))
def test_each_chart_can_be_taken_away(
    visit: Visitor, empty: Server, menu: str, label: str, group: str
) -> None:
    reader = visit(empty).open("population")
    about = age_words(group, reader.lang) if group else ""
    image = reader.saved_from(f"population_{menu}", label, "frame.download.svg", about)
    assert image.startswith(b"<svg")
    assert about in image.decode("utf-8")


@pytest.mark.parametrize(("menu", "label", "row"), in_turn(TABLES))
def test_figures_can_be_taken_away(
    visit: Visitor, empty: Server, menu: str, label: str, row: str
) -> None:
    reader = visit(empty).open("population")
    table = reader.saved_from(f"population_{menu}", label, "frame.download.csv")
    assert row in table.decode("utf-8-sig")


def test_the_slider_goes_from_year_to_year(visit: Visitor, empty: Server) -> None:
    reader = visit(empty).open("population")
    slider = reader.page.get_by_role("slider")
    slider.focus()
    reader.page.keyboard.press("ArrowRight")
    expect(reader.page).to_have_url(re.compile("second=ipss_2018"), timeout=PATIENCE)
    reader.settled()
    twin = reader.main.locator("details").filter(has_text=reader.say("population.twin.pyramid"))
    heads = [head.strip() for head in twin.locator("th").all_text_contents()]
    assert "2020年 社人研 2018年推計 男" in heads


def test_everything_is_reached_by_keyboard(visit: Visitor, empty: Server) -> None:
    reader = visit(empty).open("population")
    summary = reader.main.locator("summary").first
    summary.focus()
    reader.page.keyboard.press("Enter")
    expect(reader.table("population.twin.total")).to_be_visible(timeout=PATIENCE)
