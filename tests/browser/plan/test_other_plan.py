"""The plan after a plan: registered, chosen, reported beside the old one, and taken back."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.plan.test_planning import YAMATO, load
from tests.browser.serving import Server
from tests.browser.visiting import PATIENCE, Visit
from tests.forms import SEND
from tests.next_plan import next_plan
from yamato_dx.queries.plan.books import plan_workbook

NEXT = next_plan(YAMATO)
REPORT = "年度,KPI番号,実績値\n令和7年度,4,1105\n".encode()


def in_sight(reader: Visit, title: str) -> None:
    expect(reader.page.locator(".ydx-brand .open")).to_contain_text(title)


def test_the_next_plan_takes_nothing_from_the_old_one(visit: Visitor, desk: Server) -> None:
    reader = visit(desk).open("planning")
    expect(reader.page.locator(".ydx-brand .open")).to_have_count(0)  # there is none to choose
    reader.upload(plan_workbook(NEXT, "ja"), "次期.xlsx")
    years = {"first": "令和8年度", "last": "令和12年度"}
    reader.shows("plan.loading.another.title", title=NEXT.title.ja, **years)
    reader.shows("plan.loading.another.next", held=YAMATO.title.ja, **years)
    # Not loaded before somebody says that its KPIs are the figures known by their ids.
    load(reader)
    reader.shows("plan.loading.kpis.unticked")
    numbers = reader.say("queries.list").join(kpi.kpi_no for kpi in NEXT.kpis)
    same = reader.say("plan.loading.kpis.confirm.same", count=len(NEXT.kpis), numbers=numbers)
    reader.main.get_by_text(same).click()
    load(reader)

    # The plan just ended is shown first: R7 is still reported and judged by it.
    reader.open("report").upload(REPORT, "実績.csv")
    reader.field(SEND.by).fill("窓口係")
    reader.button(SEND.button).click()
    reader.settled()
    reader.open("initiatives", initiative=4, year=2025)
    in_sight(reader, YAMATO.title.ja)
    expect(reader.main).to_contain_text("1,105件")

    # The next one is chosen at the top left, kept by the menu, and empty.
    reader.page.locator(".ydx-brand .open").click()
    reader.page.get_by_role("link", name=re.compile(NEXT.title.ja)).click()
    expect(reader.page).to_have_url(re.compile(f"plan={NEXT.plan_id}"), timeout=PATIENCE)
    in_sight(reader, NEXT.title.ja)
    reader.settled()
    reader.open("schedule", plan=NEXT.plan_id)
    assert reader.main.locator(".track .done, .track .now, .track .copied").count() == 0
    reader.open("initiatives", initiative=4, plan=NEXT.plan_id)
    expect(reader.page.locator(".st-key-filter-year [role=combobox]")).to_have_value("令和8年度")

    # An address of before leads to the plan that holds its year.
    reader.page.goto(
        reader.page.url.split("/initiatives")[0] + "/initiatives?initiative=4&year=2024"
    )
    reader.settled()
    in_sight(reader, YAMATO.title.ja)

    # Nothing was recorded of it: taken back, it was never there.
    reader.open("planning")
    reader.button("plan.loading.back.button", title=NEXT.title.ja).click()
    reader.shows("plan.loading.by_missing")
    reader.main.get_by_label(reader.say("plan.loading.by")).last.fill("計画係")
    reader.button("plan.loading.back.button", title=NEXT.title.ja).click()
    reader.settled()
    expect(reader.page.locator(".ydx-brand .open")).to_have_count(0)
    reader.open("initiatives", initiative=4, year=2025)
    expect(reader.main).to_contain_text("1,105件")
