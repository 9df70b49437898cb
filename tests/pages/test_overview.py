"""概要: counts and lines of a year; empty, what to do first and the way there."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.forms import FIRST_STEPS
from tests.pages.conftest import Visitor
from tests.pages.visiting import Visit
from tests.queries.conftest import sent
from tests.reports import window_csv, year_csv
from yamato_dx.store.record import Record

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


def test_after_a_report_the_record_is_asked_for_figures_alone(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What no report changes is not asked for again: plans, published figures, entries."""
    asked: list[str] = []
    ask = Record._ask

    def noted(record: Record, query_name: str, **params: object) -> pd.DataFrame:
        asked.append(query_name)
        return ask(record, query_name, **params)

    sent(record, window_csv())
    reader = Visit.of(record).open("overview")
    sent(record, year_csv(("令和7年度", "1", "13.5")))
    monkeypatch.setattr(Record, "_ask", noted)
    lines = reader.run().table(CAPTION, year="R7", count=10)
    assert {row[1]: row[4] for row in lines if len(row) > 3}["1"].startswith("13.5")
    of_figures = ["attachments", "figures_told", "last_told", "moments", "standing"]
    assert sorted(asked) == of_figures


def test_another_town_has_its_own_years_and_steps(visit: Visitor) -> None:
    reader = visit("minato", "en").open("overview")
    assert list(reader.filter("year").options) == ["FY2025", "FY2026", "FY2027"]
    assert reader.shows("kpis.step.questions.first", count=2, open=2)
