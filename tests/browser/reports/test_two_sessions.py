"""Two people at once: what one sends, the other sees; what one saw, the other may have changed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Server
from tests.forms import SEND
from tests.reports import year_csv


@pytest.mark.prove
def test_a_value_that_changed_since_the_preview_stops_the_send(
    visit: Visitor, desk: Server
) -> None:
    one, other = visit(desk), visit(desk)
    one.open("report").upload(year_csv(("R6", "9-1", "60")), "one.csv")
    one.shows("reports.sending.ready", new=1, changed=0, unchanged=0)
    other.open("report").upload(year_csv(("R6", "9-1", "81")), "other.csv")
    other.send("別の人")

    one.field(SEND.by).fill("窓口係")
    one.button(SEND.button).click()
    one.shows("store.stale", count=1)
    # The new preview says what would change now; there is no 報告番号.
    one.shows("reports.sending.ready", new=0, changed=1, unchanged=0)
    expect(
        one.main.get_by_text(re.compile(one.say("reports.sending.sent", batch="R")))
    ).to_have_count(0)
    other.open("history")
    assert len(other.rows(other.table("reports.history.title"))) == 1
