"""概要: counts and lines of a year; empty, what to do first and the way there."""

from __future__ import annotations

from tests.forms import FIRST_STEPS
from tests.pages.conftest import Visitor

CAPTION = "kpis.overview.caption"


def test_what_needs_a_decision_comes_first(visit: Visitor) -> None:
    lines = visit("sample").open("overview").table(CAPTION, year="R7", count=10)
    kpis = [row[1:2] + row[3:6] for row in lines if len(row) > 3]
    assert kpis[0] == ["2", "20/20業務", "17/20業務", "3業務 不足"]  # 未達成
    assert [row[0] for row in kpis] == ["2", "1", "4", "6", "9-1", "3", "5", "7", "8", "9-2"]


def test_another_year_is_chosen(visit: Visitor) -> None:
    reader = visit("sample").open("overview").choose("year", "2024")
    assert reader.query == {"year": "2024"}
    lines = reader.table(CAPTION, year="R6", count=10)
    assert {row[1]: row[4] for row in lines if len(row) > 3}["4"].startswith("640")


def test_one_initiative_is_chosen(visit: Visitor) -> None:
    reader = visit("sample").open("overview").choose("initiative", "9")
    assert reader.query == {"initiative": "9"}
    lines = reader.table(CAPTION, year="R7", count=2)
    assert [row[1] for row in lines if len(row) > 3] == ["9-1", "9-2"]


def test_an_empty_record_leads_to_the_first_report(visit: Visitor) -> None:
    reader = visit("empty").open("overview").press(FIRST_STEPS.buttons["load"])
    assert reader.page_name == "report"
    assert reader.heading == reader.say("reports.sending.title")


def test_another_town_has_its_own_years_and_steps(visit: Visitor) -> None:
    reader = visit("minato", "en").open("overview")
    assert list(reader.filter("year").options) == ["FY2025", "FY2026", "FY2027"]
    assert reader.shows("kpis.step.questions.first", count=2, open=2)
