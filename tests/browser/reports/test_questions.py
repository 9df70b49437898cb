"""What a file leaves open is answered on the page, kept with the report and told in 報告履歴."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Server
from tests.proving import in_turn

CONTENT = "年度,KPI番号,実績値,単位\nR6,3,0.9,%\nR6,4,64000,件\nR6,9-1,8000,人\n".encode()


@pytest.mark.parametrize(("lang", "width"), in_turn([("ja", 1280), ("en", 375)]))
def test_questions_are_answered_and_kept(
    visit: Visitor, desk: Server, lang: str, width: int
) -> None:
    reader = visit(desk, lang=lang, width=width).open("report").upload(CONTENT)
    reader.shows("reports.sending.questions.note", count=3, left=3)
    expect(reader.button("reports.sending.send")).to_have_count(0)

    reader.main.get_by_text("90%", exact=True).click()
    reader.rested()
    reader.shows("reports.sending.questions.note", count=3, left=2)
    reader.main.get_by_text(reader.say("reports.sending.confirm", raw="64000")).click()
    reader.rested()
    reader.shows("reports.sending.questions.note", count=3, left=1)
    expect(reader.button("reports.sending.send")).to_have_count(0)

    reader.main.get_by_text(reader.say("reports.sending.confirm", raw="8000")).click()
    reader.rested()
    number = reader.send()
    reader.open("history", batch=number)
    answers = reader.rows(reader.table("reports.history.answers"))
    assert [(row[1], row[3]) for row in answers] == [
        ("0.9", "90%"),
        ("64000", reader.say("intake.choice.as_it_stands")),
        ("8000", reader.say("intake.choice.as_it_stands")),
    ]


@pytest.mark.prove
def test_all_unlikely_figures_are_confirmed_at_once_and_one_taken_back(
    visit: Visitor, desk: Server
) -> None:
    reader = visit(desk).open("report").upload(CONTENT)
    reader.button("reports.sending.questions.all", count=2).click()
    reader.rested()
    reader.shows("reports.sending.questions.note", count=3, left=1)
    reader.main.get_by_text(reader.say("reports.sending.confirm", raw="8000")).click()
    reader.rested()
    reader.shows("reports.sending.questions.note", count=3, left=2)
