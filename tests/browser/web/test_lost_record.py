"""A record that lost something: every page says so, and no report is taken."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.frame.test_pages import serious, sideways
from tests.browser.serving import Server, sent, served
from tests.browser.visiting import Visit
from tests.forms import SEND
from tests.proving import in_turn
from tests.reports import window_csv, year_csv
from yamato_dx.cli.parser import main
from yamato_dx.i18n import text


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A backup was copied over the record by hand: the second report is lost."""
    folder = tmp_path_factory.mktemp("behind")
    database, copy = folder / "record.duckdb", folder / "backups" / "record-2026-05-11.duckdb"
    sent(database, window_csv())
    copy.parent.mkdir()
    assert main(["--database", str(database), "backup", str(copy)]) == 0
    sent(database, year_csv(("R6", "4", "641")))
    shutil.copyfile(copy, database)
    with served(database) as server:
        yield server


@pytest.mark.parametrize(
    ("page", "lang", "width"),
    in_turn([("", "ja", 1280), ("history", "en", 375), ("report", "ja", 375)]),
)
def test_every_page_says_what_is_lost(
    browser: BrowserContext, behind: Server, page: str, lang: str, width: int
) -> None:
    visit = Visit(browser, behind, lang=lang, width=width)
    visit.open(page)
    alert = visit.page.get_by_role("alert").filter(has_text=text("frame.lost.title", lang))
    expect(alert).to_contain_text("-0002")
    expect(alert).to_contain_text("record-2026-05-11.duckdb")
    expect(alert).to_contain_text("record accept")
    assert (sideways(visit), serious(visit), visit.faults) == (0, [], [])
    visit.close()


def test_a_report_is_refused_with_the_sentence(browser: BrowserContext, behind: Server) -> None:
    visit = Visit(browser, behind)
    visit.open("report").upload(year_csv(("R6", "4", "642")))
    visit.field(SEND.by).fill("窓口係")
    visit.button(SEND.button).click()
    # Above every page, and where the report was sent.
    expect(visit.page.get_by_text(re.compile("失われた報告"))).to_have_count(2)
    visit.open("history")
    rows = visit.rows(visit.table("reports.history.title"))
    assert [row[0][-5:] for row in rows] == ["-0001"]
    visit.close()
