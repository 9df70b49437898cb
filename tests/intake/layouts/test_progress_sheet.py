"""The form's second sheet: blank it reports nothing, filled in it comes back, faults are named."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from tests.intake.conftest import PRESENT
from yamato_dx.entries.progress import WorkProgress
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.reports.report import ReportReading, read_report
from yamato_dx.output.workbooks.template import template_xlsx
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan_keys import in_plan
from yamato_dx.root import ROOT

(PLAN,) = read_plans(ROOT / "data" / "plans" / "yamato")


def key(item_id: str) -> str:
    return in_plan(PLAN.plan_id, item_id)


ITEMS = len(PLAN.work_items) + len(PLAN.commitments)


def read(data: bytes) -> ReportReading:
    return read_report(data, "様式.xlsx", plans=(PLAN,), present=PRESENT)


def filled(*rows: tuple[str, str, str, str, str], lang: str = "ja", value: str = "") -> bytes:
    """The form with (item id, 状況, 着手年月, 完了年月, 根拠) written into its second sheet."""
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(PLAN, FiscalYear(2025), lang)))
    sheet = book.worksheets[1]
    places = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    for item_id, *cells in rows:
        row = places.get(key(item_id)) or sheet.max_row + 1
        sheet.cell(row, 1).value = key(item_id)
        for place, cell in enumerate(cells, start=5):
            sheet.cell(row, place).value = cell or None
    if value:
        book.worksheets[0]["E5"] = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_sheet_has_every_item_once() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(PLAN, FiscalYear(2025))))
    assert book.sheetnames == ["実績報告", "工程の進捗", "記入の仕方"]
    ids = [cell.value for cell in book.worksheets[1]["A"][1:]]
    assert len(ids) == len(set(ids)) == ITEMS


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_untouched_reports_nothing_least_of_all_not_started(lang: str) -> None:
    reading = read(template_xlsx(PLAN, FiscalYear(2025), lang))
    assert dict(reading.progress) == {}
    assert {one.code for one in reading.problems} == {"blank"}
    assert reading.rows_read == len(PLAN.kpis)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_filled_comes_back(lang: str) -> None:
    under_way, done = {"ja": ("実施中", "完了"), "en": ("Under way", "Done")}[lang]
    reading = read(
        filled(
            ("w1_4", under_way, "R6.4", "", "起案第12号"),
            ("generative_ai", done, "2024/4", "令和7年3月", ""),
            lang=lang,
        )
    )
    assert [one for one in reading.problems if one.severity != "note"] == []
    assert dict(reading.progress) == {
        key("w1_4"): WorkProgress("under_way", date(2024, 4, 1), None, "起案第12号"),
        key("generative_ai"): WorkProgress("done", date(2024, 4, 1), date(2025, 3, 1), ""),
    }
    assert reading.values.empty
    assert reading.rows_read == len(PLAN.kpis) + 2


def test_figures_and_progress_come_in_one_file() -> None:
    reading = read(filled(("w1_4", "実施中", "", "", ""), value="1105"))
    assert reading.values["actual_value"].tolist() == [1105.0]
    assert list(reading.progress) == [key("w1_4")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("w1_4", "", "2024/4", "", ""), "progress_status_missing"),  # 未着手 is never assumed
        (("w1_4", "だいたい", "", "", ""), "progress_status_unknown"),
        (("w99", "完了", "", "", ""), "progress_unknown_item"),
        (("w1_4", "未着手", "2024/4", "", ""), "progress_begun_not_started"),
        (("w1_4", "実施中", "2024/4", "2025/3", ""), "progress_finished_under_way"),
        (("w1_4", "完了", "2024/4", "2024/3", ""), "progress_finished_before_start"),
        (("w1_4", "完了", "", "2030/3", ""), "period_in_future"),
        (("w1_4", "実施中", "4月", "", ""), "month_without_year"),
        (("w1_4", "実施中", "春", "", ""), "not_month"),
    ],
)
def test_fault_is_named_with_sheet_and_row(row: tuple[str, str, str, str, str], code: str) -> None:
    reading = read(filled(row))
    (problem,) = [one for one in reading.problems if one.severity != "note"]
    assert (problem.code, problem.sheet) == (code, "工程の進捗")
    assert problem.row is not None
    assert problem.row > 1
    assert dict(reading.progress) == {}
    assert problem.sentence("ja")
    assert problem.mend("en")


def test_the_same_item_twice_is_refused() -> None:
    rows = "工程ID,状況\nw1_4,実施中\nw1_4,完了\n".encode()
    reading = read(rows)
    assert [one.code for one in reading.problems] == ["progress_twice"]


def test_a_csv_of_the_second_sheet_alone_is_a_report() -> None:
    reading = read("工程ID,状況,根拠\nw8_2,継続実施,研修計画\n".encode())
    assert (reading.layout, reading.problems) == ("progress", ())
    assert reading.progress[key("w8_2")].status == "continuing"


def without_ids(data: bytes) -> bytes:
    """The form whose hidden column somebody took out."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.worksheets[1].delete_cols(1)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_row_is_found_again_by_its_name(lang: str) -> None:
    ids = [item.work_item_id for item in PLAN.work_items]
    ids += [commitment.commitment_id for commitment in PLAN.commitments]
    data = filled(*((item_id, "実施中", "", "", key(item_id)) for item_id in ids), lang=lang)
    reading = read(without_ids(data))
    assert [one for one in reading.problems if one.severity != "note"] == []
    assert {item_key: one.evidence for item_key, one in reading.progress.items()} == {
        key(item_id): key(item_id) for item_id in ids
    }


def test_a_name_of_no_item_is_told_with_its_column() -> None:
    book = openpyxl.load_workbook(io.BytesIO(without_ids(filled(("w1_4", "実施中", "", "", "")))))
    sheet = book.worksheets[1]
    (row,) = [row for row in sheet.iter_rows(min_row=2) if row[3].value]
    row[1].value = "窓口の改革"
    written = io.BytesIO()
    book.save(written)
    (problem,) = [one for one in read(written.getvalue()).problems if one.severity == "refuse"]
    assert (problem.code, problem.column, problem.raw) == (
        "progress_unknown_item",
        "工程・取組",
        "窓口の改革",
    )
