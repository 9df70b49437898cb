"""担当課の登録: pasted from Excel into two grids, one save, and who is still missing."""

from __future__ import annotations

from tests.browser.conftest import Visitor
from tests.browser.serving import Server
from tests.browser.visiting import Visit
from tests.forms import REGISTER

NAME, SECTION = 0, 3  # columns: 課名 of the first grid, 担当課 of the second


def save(reader: Visit, who: str = "事務局") -> None:
    reader.field(REGISTER.by).fill(who)
    reader.button(REGISTER.button).click()


def test_paste_both_grids_and_save_once(visit: Visitor, desk: Server) -> None:
    reader = visit(desk).open("sections")
    reader.shows("register.missing", count=59)
    reader.paste(NAME, "住民課\n企画政策課", marks=1)
    reader.paste(SECTION, "住民課\t5/20\n企画政策課\t\n住民課\t5月20日", grid=1)
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
