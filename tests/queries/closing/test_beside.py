"""Beside the three numbers: what other versions aimed at, and the end promised before an
extension."""

from __future__ import annotations

from datetime import date

from tests.queries.conftest import CLERK, sent
from tests.queries.kpis.test_beside import OVER, reported
from tests.reports import years_csv
from yamato_dx.acts.extending import extend
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import view_of
from yamato_dx.queries.closing.story import closing_story
from yamato_dx.store.record import Record


def test_each_versions_target_stands_where_it_changed(minato: Record) -> None:
    reported(minato, "49000")
    story = closing_story(minato, view_of(minato, on=OVER), "ja")
    line = next(line for line in story.lines if line.kpi_no == "1-1")
    assert line.promised.number == "48,000"
    assert line.versions == ("第1.0版の目標（50,000人以上）では○おおむね達成",)


def test_an_extended_plan_says_what_came_of_the_promised_end(record: Record) -> None:
    sent(record, years_csv())
    extend(
        record,
        FiscalYear(2026),
        actor=CLERK,
        decided_by="町長",
        approval_no="1",
        reason="災害",
        targets={("open_data_items", FiscalYear(2026)): "30"},
    )
    story = closing_story(record, view_of(record, on=date(2027, 6, 15)), "ja")
    lines = {line.kpi_no: line for line in story.lines}
    extended = lines["9-2"]
    assert (extended.code, extended.year, extended.promised.number) == ("not_reported", "R8", "30")
    assert extended.promised_end == "当初の終期（R7）での判定：◎達成"
    # Without a later target it is judged by the end that was promised.
    assert (lines["2"].year, lines["2"].code) == ("R7", "not_met")
