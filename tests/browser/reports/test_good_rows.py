"""A file with mistakes by keyboard: back with reasons, its good rows sent, the rest named."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Server
from tests.reports import REFUSED_ROWS, mistakes_csv

LEFT = len(REFUSED_ROWS)


@pytest.mark.prove
def test_good_rows_are_sent_and_the_receipt_names_the_rest(visit: Visitor, desk: Server) -> None:
    reader = visit(desk).open("report", way="file").upload(mistakes_csv(), "まちがい.csv")
    given_back = reader.saved(reader.button("reports.returned.save")).decode("utf-8-sig")
    assert "KPI番号「11」は計画にありません。" in given_back
    choice = reader.main.get_by_role(
        "checkbox", name=reader.say("reports.good_rows.choose", count=1, left=LEFT)
    )
    choice.focus()
    reader.page.keyboard.press("Space")
    reader.shows("reports.sending.ready", new=1, changed=0, unchanged=0)
    number = reader.send()
    reader.shows("reports.left_out.sent", count=LEFT)
    reader.main.get_by_role("link", name=reader.say("reports.typing.receipt.title")).click()
    reader.page.wait_for_url(f"**receipt={number}*")
    reader.settled()
    reader.shows("reports.left_out.title", count=LEFT)
    expect(reader.main.get_by_text("KPI番号「11」は計画にありません。").first).to_be_visible()
