"""確認 of all, 差戻し, and the section that reads why first and answers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Server
from tests.forms import CONFIRM_ALL, RETURN, TYPING
from tests.reports import year_csv


@pytest.mark.prove
def test_a_report_is_given_back_answered_and_all_are_confirmed(
    visit: Visitor, desk: Server
) -> None:
    reader = visit(desk)
    reader.open("report").upload(year_csv(("R7", "9-1", "60")), "講座.csv")
    number = reader.send("窓口係")

    reader.open("history", batch=number)
    opens = reader.say(RETURN.buttons["open"], batch=number)
    reader.main.get_by_test_id("stExpander").filter(has_text=opens).locator("summary").click()
    reader.field(RETURN.fields["reason"]).fill("実人数で数えてください")
    reader.field(RETURN.by).fill("企画係")
    reader.button(RETURN.button).click()
    reader.shows("steps.return.done", batch=number)

    # The section reads why before anything else, and finds what it had sent.
    reader.open("report", way="typing")
    first = reader.main.get_by_role("alert").first
    expect(first).to_contain_text("実人数で数えてください")
    reader.main.get_by_role("link", name=reader.say("steps.answer.link")).click()
    reader.rested()
    label = reader.say(TYPING.fields["value"], number="9-1", unit="人")
    value = reader.main.get_by_role("textbox", name=label, exact=True)
    expect(value).to_have_value("60")
    value.fill("55")
    value.press("Tab")
    reader.rested()
    reader.button(TYPING.buttons["preview"]).click()
    answer = reader.rested().send("窓口係")

    # Three acts: open, sign, press.
    reader.open("history")
    reader.field(CONFIRM_ALL.by).fill("企画係")
    reader.button(CONFIRM_ALL.button, count=1).click()
    reader.shows("steps.confirm.done", count=1, batches=answer)
    steps = reader.rows(reader.table("steps.title"))
    assert [step[0] for step in steps] == [
        reader.say("steps.step.submitted"),
        reader.say("steps.step.confirmed"),
    ]
    expect(
        reader.main.get_by_role("link", name=reader.say("steps.answers", batch=number))
    ).to_be_visible()
