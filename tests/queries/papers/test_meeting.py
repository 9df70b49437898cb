"""会議資料: what stands on it, and that a kept moment makes the same paper for ever."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from tests.output.papers.pdfs import text_of
from tests.queries.conftest import CLERK, now, sent
from tests.queries.papers.conftest import YEAR, explained, held
from tests.reports import year_csv, years_csv
from yamato_dx.acts.entering import enter
from yamato_dx.entries.review.meetings import FOLLOW_UP, MEETING_POINT, FollowUp, MeetingPoint
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.papers.meeting import meeting_paper
from yamato_dx.queries.papers.table import (
    MEETING_PAPER,
    PAPERS,
    PDF,
    XLSX,
    paper_choices,
    papers_to_keep,
)
from yamato_dx.queries.papers.wish import PaperWish, wish_at
from yamato_dx.queries.snapshots.snapshots import view_of_snapshot
from yamato_dx.store.record import Record

WISH = PaperWish(YEAR, "ja")


def test_an_exception_without_a_cause_asks_for_one(record: Record) -> None:
    sent(record, years_csv())
    explained(record, "visitor_stay_minutes", "転入が多い")
    paper = meeting_paper(record, now(record), WISH)
    said = {line.kpi_no: (line.cause, line.measure, line.due) for line in paper.exceptions}
    assert said["1"] == ("転入が多い", "予約枠を置く", "2027-03-31")
    assert said["2"] == ("", "", "–")
    assert next(line.verdict.words for line in paper.exceptions) == "未達成"  # the worse first
    text = text_of(PAPERS["meeting"].makers[PDF](record, now(record), WISH))
    assert "要因未記入" in text
    assert "転入が多い予約枠を置く2027-03-31窓口課" in text


def test_each_line_says_whether_it_is_confirmed(full: Record) -> None:
    paper = meeting_paper(full, now(full), WISH)
    details = {line.kpi_no: line.detail for group in paper.groups for line in group.lines}
    assert details["4"].endswith("未確認")
    assert "〔担当課 未定〕" in details["4"]


def test_a_paper_says_how_it_came_to_be(full: Record) -> None:
    view = now(full)
    paper = meeting_paper(full, view, WISH)
    assert paper.head.snapshot == f"記録番号 {view.revision}（2026-06-15）"
    assert "第2.0版" in paper.head.plan
    assert any("初期設定・未決定" in note for note in paper.foot.notes)
    assert any("R8-0001" in source for source in paper.foot.sources)
    assert paper.head.sample == ""


def test_an_empty_record_makes_a_paper_without_a_figure(record: Record) -> None:
    paper = meeting_paper(record, now(record), WISH)
    assert paper.empty == "実績の報告がまだないため、分かりません。"
    actuals = {line.actual.words for group in paper.groups for line in group.lines}
    assert actuals == {"–"}
    for kind in PAPERS.values():
        for maker in kind.makers.values():
            assert maker(record, now(record), WISH)


def test_the_agenda_is_what_is_asked(record: Record) -> None:
    sent(record, years_csv())
    meeting = held(record, points=5)
    view = view_of_snapshot(meeting.snapshot)
    wish = wish_at(record, view, "ja", meeting=meeting)
    paper = meeting_paper(record, view, wish)
    assert [asked.title for asked in paper.decisions] == [f"案件{number}" for number in range(1, 6)]
    assert paper.head.title == "第2026-1回 推進本部"
    assert paper.decisions_overleaf == "このほか2件は次の用紙にあります。"


def test_without_a_meeting_the_open_questions_and_what_is_missed_are_asked(full: Record) -> None:
    titles = [asked.title for asked in meeting_paper(full, now(full), WISH).decisions]
    assert titles[0] == "「全国市町村平均」がどの平均か"  # a verdict is held back by it
    assert titles[-1] == "2 標準化・共通化の今後の対応"


def test_a_kept_meeting_makes_the_same_bytes_for_ever(record: Record) -> None:
    sent(record, years_csv())
    explained(record, "visitor_stay_minutes", "転入が多い")
    meeting = held(record)
    view = view_of_snapshot(meeting.snapshot)
    wish = wish_at(record, view, "ja", meeting=meeting)
    first = {ending: make(record, view, wish) for ending, make in PAPERS["meeting"].makers.items()}
    sent(record, year_csv(("R7", "9-1", "101")))
    explained(record, "visitor_stay_minutes", "書き直した")
    for ending, make in PAPERS["meeting"].makers.items():
        assert make(record, view, wish) == first[ending]


def test_the_next_paper_tells_what_changed_since(record: Record) -> None:
    sent(record, years_csv())
    held(record)
    sent(record, year_csv(("R7", "9-1", "101")))
    enter(
        record,
        MEETING_POINT,
        {
            "2026-1:1": MeetingPoint("instructed", "調査を設計する", "総務課"),
            "2026-1:2": MeetingPoint("decided", "済んだこと", "総務課"),
        },
        CLERK,
        plan_id="",
    )
    told = FollowUp("done", now(record).on, "済み")
    enter(record, FOLLOW_UP, {"2026-1:2": told}, CLERK, plan_id="")
    paper = meeting_paper(record, now(record), WISH)
    assert paper.since_title == "前回（第2026-1回 推進本部）から"
    told_of = {change.title: change.lines for change in paper.since}
    assert told_of["判定が変わった　1件"] == (
        "9-1 スマートフォン講座受講者数　おおむね達成　96人 → 達成　101人",
    )
    assert told_of["続いている決定・指示　1件"] == ("調査を設計する（総務課・–）",)
    was = {line.kpi_no: line.was for group in paper.groups for line in group.lines if line.was}
    assert list(was) == ["9-1"]


def test_the_workbook_prints_on_its_sheet_and_computes_nothing(record: Record) -> None:
    sent(record, years_csv())
    explained(record, "visitor_stay_minutes", '=HYPERLINK("http://x")', "-1+1")
    data = PAPERS["meeting"].makers[XLSX](record, now(record), replace(WISH, size="a4"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["会議資料", "決めていただくこと"]
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)  # 1 unless told
        last = sheet.print_area.rpartition(":")[2].replace("$", "")
        assert sheet[last].row == sheet.max_row
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert '\'=HYPERLINK("http://x")' in [cell.value for cell in cells]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_paper_of_a_menu_is_named_apart(full: Record, lang: str) -> None:
    wish = wish_at(full, now(full), lang)
    choices = paper_choices(wish)
    assert len({choice.label for choice in choices}) == len(choices) == 4
    names = {choice.file_name(full, now(full)) for choice in choices}
    assert len(names) == len(choices)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_another_towns_plan_has_its_own_years(minato: Record, lang: str) -> None:
    """Three years, other KPIs, no population."""
    wish = wish_at(minato, now(minato), lang)
    paper = meeting_paper(minato, now(minato), wish)
    assert len(paper.years) == 3
    assert {len(line.years) for group in paper.groups for line in group.lines} == {3}
    for kind in PAPERS.values():
        for maker in kind.makers.values():
            assert maker(minato, now(minato), wish)


def test_what_a_meeting_keeps_is_handed_out_as_it_is(record: Record) -> None:
    """Made of the moment itself, before its rows are frozen."""
    sent(record, years_csv())
    view = now(record)
    files = papers_to_keep(record, view, wish_at(record, view, "ja"))
    meeting = held(record, papers=files)
    then = view_of_snapshot(meeting.snapshot)
    wish = wish_at(record, then, "ja", meeting=meeting)
    choices = [choice for choice in paper_choices(wish) if choice.kind.name == MEETING_PAPER]
    assert [choice.handed_out(record, then) for choice in choices] == [file.data for file in files]


def test_a_paper_of_a_year_that_the_plan_does_not_have_is_refused(record: Record) -> None:
    with pytest.raises(Refused, match="2021年度"):
        wish_at(record, now(record), "ja", fiscal_year=FiscalYear(2021))
