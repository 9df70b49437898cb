"""担当課の登録: pasted from Excel into two grids, one save, and who is still missing."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Server
from tests.browser.visiting import PATIENCE, Visit
from tests.forms import REGISTER

ROW = 35
NAME_X, NEXT_X, SECTION_X = 120, 500, 830  # within 課名, another column, 担当課


def grid(reader: Visit, place: int) -> Locator:
    return reader.main.get_by_test_id("stDataFrame").nth(place).locator(".dvn-scroller")


def paste(reader: Visit, place: int, x: int, cells: str) -> None:
    """Into the first row, as Excel's clipboard brings them."""
    found = grid(reader, place)
    found.scroll_into_view_if_needed()
    for place_x in (NEXT_X, x):  # the first click on a grid may only bring the cursor into it
        found.click(position={"x": place_x, "y": ROW + ROW // 2})
        reader.page.wait_for_timeout(300)
    reader.page.evaluate("cells => navigator.clipboard.writeText(cells)", cells)
    reader.page.keyboard.press("Control+v")
    reader.page.wait_for_timeout(600)  # the grid tells the server a little later
    reader.settled()


def opened(reader: Visit) -> Visit:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open("sections")
    expect(grid(reader, 1)).to_be_visible(timeout=PATIENCE)
    return reader


def save(reader: Visit, who: str = "事務局") -> None:
    reader.field(REGISTER.by).fill(who)
    reader.button(REGISTER.button).click()


def test_paste_both_grids_and_save_once(visit: Visitor, desk: Server) -> None:
    reader = opened(visit(desk))
    reader.shows("register.missing", count=59)
    paste(reader, 0, NAME_X, "住民課\n企画政策課")
    paste(reader, 1, SECTION_X, "住民課\t5/20\n企画政策課\t\n住民課\t5月20日")
    save(reader)
    reader.shows("register.saved", sections=2, owners=3)
    reader.shows("register.missing", count=56)

    # The report page now knows whose KPI it is, and by when.
    reader.open("report")
    reader.choose("section", "住民課", "s01")
    reader.shows(
        "reports.typing.owed", year="令和7年度", kpis=2, open_kpis=2, items=0, open_items=0
    )
    assert "2026年5月20日" in reader.main.inner_text()
    # And the other pages name it.
    reader.open("data", year=2025)
    owners = {row[0].split()[0]: row[-2] for row in reader.rows(reader.table("kpis.data.title"))}
    assert (owners["1"], owners["2"]) == ("住民課", "企画政策課")
