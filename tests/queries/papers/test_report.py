"""進捗報告書: a summary on one page, a page for each initiative, bookmarks to all of them."""

from __future__ import annotations

from tests.output.papers.pdfs import fonts_of, is_embedded, reader_of, text_of
from tests.queries.conftest import now, sent
from tests.queries.papers.conftest import YEAR, explained, held
from tests.reports import year_csv, years_csv
from yamato_dx.output.papers.report import ProgressReport, ReportKpi
from yamato_dx.queries.assessed import assessed
from yamato_dx.queries.papers.report import progress_report
from yamato_dx.queries.papers.table import PAPERS, PDF
from yamato_dx.queries.papers.wish import PaperWish
from yamato_dx.store.record import Record

WISH = PaperWish(YEAR, "ja")


def kpis_of(report: ProgressReport) -> list[ReportKpi]:
    return [kpi for initiative in report.initiatives for kpi in initiative.kpis]


def test_a_report_has_its_parts_and_bookmarks(full: Record) -> None:
    data = PAPERS["report"].makers[PDF](full, now(full), WISH)
    reader = reader_of(data)
    first, second = (reader.pages[place].extract_text() for place in (0, 1))
    assert "KPI 10件のうち" in first
    assert "9-2" in first  # all of the summary on one page
    assert "フロントヤード改革の推進" in second
    named = [item.title for item in reader.outline if not isinstance(item, list)]
    assert [name.partition("　")[0] for name in named[1:10]] == [str(no) for no in range(1, 10)]
    assert named[-2:] == ["人口", "用語と定義"]
    assert all(is_embedded(font) for font in fonts_of(data))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_long_causes_go_on_overleaf(record: Record) -> None:
    sent(record, years_csv())
    kpi_ids = [kpi.kpi_id for kpi in assessed(record, now(record)).plan.kpis]
    for kpi_id in kpi_ids:
        explained(record, kpi_id, "長い要因" * 250 + "要因の終わり", "対応" * 200 + "対応の終わり")
    text = text_of(PAPERS["report"].makers[PDF](record, now(record), WISH))
    assert text.count("要因の終わり") == len(kpi_ids)
    assert text.count("対応の終わり") == len(kpi_ids)


def test_what_changed_since_the_last_meeting_is_marked(record: Record) -> None:
    sent(record, years_csv())
    first = progress_report(record, now(record), WISH)
    assert not any(year.is_changed for kpi in kpis_of(first) for year in kpi.years)
    held(record)
    sent(record, year_csv(("R7", "9-1", "101")))
    report = progress_report(record, now(record), WISH)
    marked = {kpi.kpi_no: kpi for kpi in kpis_of(report) if kpi.since}
    assert list(marked) == ["9-1"]
    assert [year.year for year in marked["9-1"].years if year.is_changed] == ["R7年度"]
    assert marked["9-1"].since == ("● 令和7年度　○おおむね達成　96人 → ◎達成　101人",)
    assert marked["9-1"].chart.svg.count("<circle") == 1
    assert any("「●」＝前回会議から" in note for note in report.foot.notes)
    was = {line.kpi_no: line.was for group in report.groups for line in group.lines if line.was}
    assert list(was) == ["9-1"]
    assert text_of(PAPERS["report"].makers[PDF](record, now(record), WISH)).count("R7年度●") == 1


def test_what_is_asked_and_missing_stands_empty(record: Record) -> None:
    sent(record, years_csv())
    report = progress_report(record, now(record), WISH)
    missed = next(kpi for one in report.initiatives for kpi in one.kpis if kpi.kpi_no == "2")
    assert [(item.label, item.words) for item in missed.causes] == [
        ("要因", ""),
        ("今後の対応", ""),
    ]
    met = next(kpi for one in report.initiatives for kpi in one.kpis if kpi.kpi_no == "9-2")
    assert met.causes == ()
