"""What people are told while the disk fails them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.reports.test_typing import at, goes_on_with_two_of_three, register
from tests.browser.serving import Server, sent, served
from tests.forms import SEND
from tests.proving import in_turn
from tests.reports import window_csv, year_csv


@pytest.fixture(scope="module")
def without_backups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Where the folder of the backups should be, somebody has put a file."""
    database = tmp_path_factory.mktemp("without") / "record.duckdb"
    sent(database, window_csv())
    (database.parent / "backups").write_text("a file")
    with served(database) as server:
        yield server


@pytest.mark.parametrize(
    ("lang", "width"), in_turn([("ja", 1280), ("en", 375), ("ja", 375), ("en", 1280)])
)
@pytest.mark.prove
def test_missing_backups_are_told_until_there_is_one(
    visit: Visitor, without_backups: Server, lang: str, width: int
) -> None:
    reader = visit(without_backups, lang=lang, width=width)
    for name in ("", "history"):
        reader.open(name)
        expect(reader.main.get_by_text(reader.say("frame.backup.none"))).to_be_visible()
        expect(reader.main.get_by_text(reader.say("frame.backup.again"))).to_be_visible()
    reason = reader.main.get_by_text(str(without_backups.database.parent / "backups"))
    expect(reason).to_be_visible()  # on 報告履歴, where whoever can mend it looks
    assert reason.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_a_report_into_a_record_that_is_gone_is_refused_and_stays_on_the_page(
    visit: Visitor, desk: Server
) -> None:
    clerk = visit(desk)
    clerk.open("report").upload(year_csv(("R6", "9-1", "81")))
    clerk.shows("reports.sending.ready", new=1, changed=0, unchanged=0)
    away = desk.database.rename(desk.database.with_name("away.duckdb"))
    clerk.field(SEND.by).fill("窓口係")
    clerk.button(SEND.button).click()
    clerk.shows("store.lost", path=desk.database)
    away.rename(desk.database)
    clerk.button(SEND.button).click()
    clerk.shows("reports.sending.sent", batch="R")


@pytest.mark.prove
def test_cells_typed_while_the_record_is_gone_are_kept_once_it_is_back(
    visit: Visitor, tmp_path: Path
) -> None:
    database = tmp_path / "record.duckdb"
    register(database)
    with served(database) as server:
        desk = at(visit(server))
        away = database.rename(tmp_path / "away.duckdb")
        desk.type("5", "9796", "時間")
        desk.reader.shows("store.lost", path=database)
        away.rename(database)
        desk.type("4", "1105", "件")
        desk.reader.page.close(run_before_unload=False)
        goes_on_with_two_of_three(visit(server))
