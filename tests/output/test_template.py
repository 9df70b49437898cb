"""The form for actuals: untouched it reports nothing, filled in it comes back as written."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pytest

from tests.intake.conftest import PLAN, Reads, plan_of
from yamato_dx.acts.opening import plans_in
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake import header
from yamato_dx.output.workbooks import template
from yamato_dx.output.workbooks.template import Asked, keyed_items, template_csv, template_xlsx
from yamato_dx.plan_keys import in_plan

TOWN = plans_in(None)[-1]
YEAR = FiscalYear(2024)
FILLED = {
    "1": ("26.28", 26.28),
    "2": ("6/20", 0.3),
    "3": ("74%", 0.74),
    "4": ("640", 640.0),
    "5": ("10,912", 10912.0),
    "6": ("33%", 0.33),
    "7": ("1/3", 1 / 3),
    "8": ("1回（190/190人）", 1.0),
    "9-1": ("81", 81.0),
    "9-2": ("19", 19.0),
}
AS_NUMBER = {"1": 26.28, "3": 0.74, "4": 640, "5": 10912, "6": 0.33, "9-1": 81, "9-2": 19}


def forms(lang: str) -> list[bytes]:
    return [
        template_csv(PLAN, YEAR, lang),
        template_csv(PLAN, YEAR, lang, "cp932"),
        template_xlsx(PLAN, YEAR, lang),
    ]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_untouched_form_reports_nothing_and_nothing_is_wrong(lang: str) -> None:
    for form in forms(lang):
        reading = Reads().data(form)
        assert (reading.layout, reading.rows_read) == ("long", len(PLAN.kpis))
        assert {(one.severity, one.code) for one in reading.problems} == {("note", "blank")}
        assert reading.values.empty


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_filled_csv_comes_back(lang: str, encoding: str) -> None:
    form = template_csv(PLAN, YEAR, lang, encoding)  # type: ignore[arg-type]
    rows = list(csv.reader(io.StringIO(form.decode(encoding), newline="")))
    place = [one.lower() for one in rows[0]].index("実績値" if lang == "ja" else "actual value")
    for row in rows[1:]:
        row[place] = FILLED[row[2].removeprefix("KPI ")][0]
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    reading = Reads().data(written.getvalue().encode(encoding))
    assert reading.problems == ()
    read = dict(zip(reading.values["kpi_no"], reading.values["actual_value"], strict=True))
    assert read == {kpi_no: value for kpi_no, (_, value) in FILLED.items()}
    assert set(reading.values["fiscal_year"]) == {2024}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_filled_workbook_comes_back(lang: str) -> None:
    """Numbers typed as numbers, as a spreadsheet stores them: 74% is 0.74 in its cell."""
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(PLAN, YEAR, lang)))
    sheet = book.worksheets[0]
    for row in range(2, sheet.max_row + 1):
        kpi_no = sheet.cell(row, 3).value
        sheet.cell(row, 5).value = AS_NUMBER.get(kpi_no, FILLED[kpi_no][0])
    written = io.BytesIO()
    book.save(written)
    reading = Reads().data(written.getvalue())
    assert reading.problems == ()
    read = dict(zip(reading.values["kpi_no"], reading.values["actual_value"], strict=True))
    assert read == {kpi_no: value for kpi_no, (_, value) in FILLED.items()}


def test_workbook_has_a_sheet_that_says_how() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(PLAN, YEAR)))
    assert book.sheetnames == ["実績報告", "記入の仕方"]
    assert "令和6年度" in book.worksheets[1]["A1"].value
    # Left as text, so that 17/20 does not become a date and 9-1 not the first of September.
    assert book.worksheets[0]["E3"].number_format == "@"
    assert book.worksheets[0]["C10"].value == "9-1"


def test_form_of_the_same_year_is_the_same_bytes() -> None:
    assert template_xlsx(PLAN, YEAR) == template_xlsx(PLAN, YEAR)


def test_a_sections_form_asks_what_it_owes_with_what_helps_to_fill_it_in() -> None:
    kpi = PLAN.kpi("convenience_store_certificates")
    item = TOWN.work_items[3]
    key = in_plan(TOWN.plan_id, item.work_item_id)
    asked = Asked(
        (kpi,),
        tuple(item_row for item_row in keyed_items(TOWN, "ja") if item_row[0] == key),
        {kpi.kpi_id: "600件以上"},
        {kpi.kpi_id: "312件"},
        {key: "R6〜R7"},
    )
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(TOWN, YEAR, asked=asked)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 2
    printed = dict(zip(rows[0], rows[1], strict=True))
    assert printed["目標（参考）"] == "600件以上"
    assert printed["前年度（参考）"] == "312件"
    period = "〔年度計（4月から翌年3月までの合計）〕"
    assert printed["この数字でわかること"] == f"{kpi.tells.ja}{period}"
    (row,) = book.worksheets[1].iter_rows(min_row=2, values_only=True)
    assert row[2:4] == (item.name.ja, "R6〜R7")
    assert book.worksheets[1].column_dimensions["A"].hidden  # its id, which nobody needs to see
    # Filled in, nothing of what is printed is read or asked about.
    book.worksheets[0].cell(2, 5).value = 640
    written = io.BytesIO()
    book.save(written)
    reading = Reads().data(written.getvalue())
    assert reading.problems == ()
    assert reading.values["actual_value"].tolist() == [640.0]


@pytest.mark.parametrize(("lang", "cell"), [("ja", "2024年（暦年）"), ("en", "CY2024")])
def test_a_kpi_of_calendar_years_is_asked_for_its_calendar_year(lang: str, cell: str) -> None:
    """And what is filled in is read without a question."""
    kpi = replace(PLAN.kpi("convenience_store_certificates"), period_kind="calendar_year")
    plan = plan_of((kpi,))
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(plan, YEAR, lang)))
    assert book.worksheets[0]["A2"].value == cell
    book.worksheets[0].cell(2, 5).value = 640
    written = io.BytesIO()
    book.save(written)
    reading = Reads().data(written.getvalue(), plans=(plan,))
    assert reading.problems == ()
    assert reading.values["fiscal_year"].tolist() == [2024]


def test_what_the_form_prints_is_what_the_reader_passes_over() -> None:
    assert (*template.PRINTED, "to_mend") == header.PRINTED  # which a returned file has
