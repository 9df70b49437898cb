"""A problem of a file that is being sent leads to its explanation, and the file stays chosen."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.frame.test_pages import serious
from tests.browser.serving import Server

BAD = "年度,KPI番号,実績値\n令和6年度,4,約640\n".encode()


def test_the_explanation_opens_beside_the_file(visit: Visitor, empty: Server) -> None:
    reader = visit(empty, lang="en").open("report").upload(BAD, "about.csv")
    with reader.page.expect_popup() as opened:
        reader.main.get_by_role("link", name=reader.say("problems.explain.title")).first.click()
    asked = opened.value.locator(".ydx-asked-problem")
    expect(asked).to_contain_text("約640")
    assert "problem=about_number" in opened.value.url
    opened.value.close()
    expect(reader.main.get_by_text("about.csv").first).to_be_visible()
    assert serious(reader.open("glossary", problem="about_number")) == []
