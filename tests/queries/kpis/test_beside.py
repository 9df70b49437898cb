"""What stands beside the verdict that counts: other versions', and the one at the promised end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Begun
from tests.queries.conftest import CLERK, MINATO, ON, delivered, sent
from tests.reports import window_csv, year_csv, years_csv
from yamato_dx.acts.extending import extend
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.output.tables.columns import ASSESSMENT_COLUMNS
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.queries.assessed import Assessed, assessed, view_of
from yamato_dx.queries.kpis.beside import PromisedEnd, by_other_versions, promised_end, side_by_side
from yamato_dx.queries.kpis.overview import overview
from yamato_dx.queries.kpis.tables import assessment_table
from yamato_dx.queries.reports.preview import preview_report
from yamato_dx.rows import is_missing
from yamato_dx.store.record import Record

OVER = date(2028, 6, 15)
BESIDE = ("verdict_by_version", "verdict_by_version_label")
PROMISED = ("original_end_year", "original_end_verdict")


@pytest.fixture
def yamato(tmp_path: Path, begun: Begun) -> Iterator[Record]:
    with open_record(begun(tmp_path / "yamato.duckdb", Place())) as opened:
        for content in (window_csv(), years_csv()):
            sent(opened, content)
        yield opened


@pytest.fixture
def visits(tmp_path: Path, begun: Begun) -> Iterator[Record]:
    """Of Minato: 令和9年度 aimed at 50,000 visitors by version 1.0, at 48,000 by 2.0."""
    with open_record(begun(tmp_path / "minato.duckdb", Place(MINATO))) as opened:
        yield opened


def reported(record: Record, written: str, year: str = "R9", kpi_no: str = "1-1") -> Assessed:
    view = view_of(record, on=OVER)
    preview = preview_report(record, year_csv((year, kpi_no, written)), "実績.csv", view)
    delivered(record, preview)
    return assessed(record, view_of(record, on=OVER))


def exported(answer: Assessed, kpi_no: str, year: int, lang: str = "ja") -> Any:
    table = assessment_table(answer, lang)
    assert check_frame(table, ASSESSMENT_COLUMNS) == []
    return table[(table["kpi_no"] == kpi_no) & (table["fiscal_year"] == year)].iloc[0]


# Visitors in 令和9年度 → verdict by 2.0 (the one that counts), by 1.0, whether it hangs on that.
BY_VERSION = [
    ("50000", "met", "met", "same"),
    ("49000", "met", "nearly_met", "differs"),
    ("47500", "nearly_met", "nearly_met", "same"),
    ("46500", "nearly_met", "nearly_met", "same"),
    ("30000", "not_met", "not_met", "same"),
]


@pytest.mark.parametrize(("visitors", "now", "before", "code"), BY_VERSION)
def test_a_year_whose_target_was_changed_is_judged_by_each_version(
    visits: Record, visitors: str, now: str, before: str, code: str
) -> None:
    answer = reported(visits, visitors)
    (found,) = by_other_versions(answer).values()
    (verdict,) = found
    assert (verdict.now["verdict"], verdict.row["verdict"]) == (now, before)
    row = exported(answer, "1-1", 2027)
    assert (row["verdict"], row["verdict_by_version"]) == (now, code)


def test_both_verdicts_are_told_by_their_versions(visits: Record) -> None:
    answer = reported(visits, "49000")
    kpi = answer.plan.kpi("library_visits")
    ja, en = (side_by_side(answer, kpi, lang)[2027] for lang in ("ja", "en"))
    assert ja == (
        "R9年度の版ごとの判定：第1.0版の目標（50,000人以上）では○おおむね達成、"
        "第2.0版の目標（48,000人以上）では◎達成。判定に使うのは第2.0版です。"
    )
    assert "version 1.0 (target" in en
    row = exported(answer, "1-1", 2027)
    assert row["verdict_by_version_label"] == "第1.0版の目標（50,000人以上）では○おおむね達成"


def test_years_and_kpis_with_one_target_have_nothing_beside(visits: Record) -> None:
    answer = reported(visits, "43000", "R7", "1")
    row = exported(answer, "1-1", 2025)
    assert row["verdict"] == "met"
    assert [is_missing(row[name]) for name in BESIDE] == [True, True]
    assert side_by_side(answer, answer.plan.kpi("paper_applications_share"), "ja") == {}


def test_while_both_wait_for_the_figure_nothing_is_compared(visits: Record) -> None:
    answer = assessed(visits, view_of(visits, on=OVER))
    assert by_other_versions(answer) == {}


def test_a_version_that_is_not_in_effect_yet_judges_nothing(visits: Record) -> None:
    """Before 令和8年10月 version 1.0 counts, and nobody knows of 2.0."""
    reported(visits, "49000")
    answer = assessed(visits, view_of(visits, on=date(2026, 9, 30)))
    assert answer.plan.plan_version == "1.0"
    assert by_other_versions(answer) == {}


def test_other_versions_of_a_plan_that_was_extended_keep_their_own_years(visits: Record) -> None:
    """A target that the extension adds is the same for all of them."""
    extend_minato(visits)
    answer = reported(visits, "49000")
    assert [key[1:] for key in by_other_versions(answer)] == [("library_visits", 2027)]


def extend_minato(record: Record) -> None:
    extend(
        record,
        FiscalYear(2029),
        actor=CLERK,
        decided_by="市長",
        approval_no="情第12号",
        reason="延長",
        targets={("1-1", FiscalYear(2028)): "52,000"},
    )


def extend_yamato(record: Record) -> Assessed:
    extend(
        record,
        FiscalYear(2027),
        actor=CLERK,
        decided_by="町長",
        decided_on=date(2026, 3, 20),
        approval_no="企第12号",
        reason="延長",
        targets={("2", FiscalYear(2026)): "20業務", ("4", FiscalYear(2026)): "1,300件"},
    )
    return assessed(record, view_of(record, on=OVER))


# KPI, fiscal year → year of the promised end and verdict in it, missing before it.
AT_THE_END = [
    ("2", 2024, None, None),
    ("2", 2025, 2025, "not_met"),  # 17 of 20 things, without a 時点: at the end of the period
    ("2", 2026, 2025, "not_met"),
    ("2", 2027, 2025, "not_met"),
    ("4", 2026, 2025, "nearly_met"),
]


@pytest.mark.parametrize(("kpi_no", "year", "end", "verdict"), AT_THE_END)
def test_the_verdict_at_the_promised_end_stays_beside(
    yamato: Record, kpi_no: str, year: int, end: int | None, verdict: str | None
) -> None:
    row = exported(extend_yamato(yamato), kpi_no, year)
    shown = [None if is_missing(row[name]) else row[name] for name in PROMISED]
    assert shown == [end, verdict]


def test_what_is_done_after_the_promised_end_was_not_done_by_it(yamato: Record) -> None:
    """20 of 20 in the year that was added: its own target is met, the promise was not kept."""
    extend_yamato(yamato)
    answer = reported(yamato, "20/20", "R8", "2")
    row = exported(answer, "2", 2026)
    assert (row["verdict"], row["original_end_verdict"]) == ("met", "not_met")
    assert exported(answer, "2", 2025)["verdict"] == "not_met"
    kpi_id = str(row["kpi_id"])
    found = promised_end(answer, kpi_id, 2026, "ja")
    assert found == PromisedEnd("当初 ×未達成", "当初の終期（R7）での判定：×未達成")
    assert promised_end(answer, kpi_id, 2024, "ja") is None


def test_the_overview_says_it_on_each_line_and_once_why(yamato: Record) -> None:
    extend_yamato(yamato)
    view = view_of(yamato, on=OVER)
    found = overview(yamato, view, 2026, "ja", initiative_no=None)
    lines = [line for group in found.groups for line in group.lines]
    assert len(lines) == 10
    assert all(line.promised_end and "（R7）" in line.promised_end.words for line in lines)
    assert "令和9年度まで延長" in found.extended
    assert "企第12号" in found.extended
    before = overview(yamato, view, 2024, "ja", initiative_no=None)
    assert {line.promised_end for group in before.groups for line in group.lines} == {None}


def test_without_an_extension_nothing_stands_beside(yamato: Record) -> None:
    answer = assessed(yamato, view_of(yamato, on=ON))
    table = assessment_table(answer, "ja")
    assert check_frame(table, ASSESSMENT_COLUMNS) == []
    assert table[[*PROMISED, "original_end_verdict_label", *BESIDE]].isna().all().all()
    assert overview(yamato, view_of(yamato, on=ON), 2025, "ja", initiative_no=None).extended == ""
