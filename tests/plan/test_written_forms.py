"""However a year, a day or a number is written, it is the same plan: in a folder and a workbook."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.plan.test_faults import GOOD, written
from tests.plan.test_workbook import YAMATO, sheets_with
from yamato_dx.acts.planning import offer_in
from yamato_dx.plan.folder.reading import read_plan
from yamato_dx.plan.model.types import Plan
from yamato_dx.plan.workbook.reading import read_plan_sheets
from yamato_dx.plan.workbook.tables import FACTS
from yamato_dx.queries.plan.books import plan_workbook

PLAN, INITIATIVES, KPIS = "plan.yaml", "initiatives.yaml", "kpis.yaml"


@cache
def good_plan(folder: Path) -> Plan:
    plan = read_plan(written(folder / "good", GOOD)).plan
    assert plan
    return plan


# File, what stands there, and other ways to write it.
FORMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        PLAN,
        "last_year: 2027",
        (
            "last_year: 令和9年度",
            "last_year: R9",
            "last_year: R09",
            "last_year: Ｒ９",
            "last_year: 2027年度",
            "last_year: FY2027",
            "last_year: ２０２７",
            "last_year: 令和九年度",
            'last_year: "令和 9 年度"',
        ),
    ),
    (INITIATIVES, "arrow_year: 2025", ("arrow_year: R7", "arrow_year: 令和7年度")),
    (INITIATIVES, "first: 2026, last: 2027", ("first: R8, last: 令和９年度",)),
    (KPIS, "{fiscal_year: 2024, value: 400}", ("{fiscal_year: R6, value: 400人}",)),
    (KPIS, "{fiscal_year: 2025, t", ("{fiscal_year: 令和7年度, t", "{fiscal_year: R07, t")),
    (
        KPIS,
        "maximum: 9000",
        ("maximum: 9,000", "maximum: ９，０００", "maximum: 9,000人", "maximum: 9000 ニン"),
    ),
    (KPIS, "target_value: 500", ("target_value: 500人", "target_value: 500.0")),
    (KPIS, "decimals: 2", ("decimals: ２",)),
    (KPIS, "minimum: 0\n  maximum: 9000", ("minimum: 0人\n  maximum: 9000",)),
    (KPIS, "nearly_met_from: 0.9", ("nearly_met_from: 90%", "nearly_met_from: ９０％")),
    # a cut by a tenth; all of twelve places; the range of a share
    (KPIS, "target_value: 0.1", ("target_value: 10%", "target_value: 10パーセント")),
    (KPIS, "target_value: 1}", ("target_value: 100%}", "target_value: 12か所}")),
    (KPIS, "target_value: 1}", ("target_value: 12ヶ所}",)),
    (KPIS, "total: 12", ("total: 12か所", "total: １２カ所")),
    (KPIS, "maximum: 1.00", ("maximum: 100%",)),
    (KPIS, "maximum: 1\n", ("maximum: 100%\n",)),
    (KPIS, "target_date: 2028-03-31", ("target_date: 2028/3/31", "target_date: 令和10年3月31日")),
    (KPIS, "06-30", ("6/30", "6月30日", "６月３０日", "6-30")),
    (PLAN, "2025-04-01", ("2025/4/1", "令和7年4月1日", "R7.4.1", "２０２５年４月１日")),
    (PLAN, "established: 2025-03", ("established: 2025/3", "established: 令和7年3月")),
    (PLAN, "month: 2025-03", ("month: 令和7年3月", "month: 2025/3", "month: 2025年3月")),
    (PLAN, "share: 0.4", ("share: 40%",)),
    (KPIS, 'kpi_no: "2"', ("kpi_no: ２", 'kpi_no: " 2　"')),
    (PLAN, '"990019"', ('"９９００１９"',)),
    (PLAN, "population: 900", ("population: ９００",)),
)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [(file, old, new) for file, old, news in FORMS for new in news],
    ids=lambda one: one.strip(),
)
def test_a_folder_says_the_same_however_it_is_written(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    assert old in GOOD[file]
    folder = written(tmp_path, GOOD | {file: GOOD[file].replace(old, new, 1)})
    reading = read_plan(folder)
    assert reading.faults == ()
    assert reading.plan == good_plan(tmp_path)


@pytest.mark.parametrize(
    ("written_so", "kept"),
    [
        ("2023", "2023"),
        ("2023年", "2023"),
        ("令和5年", "2023"),
        ("1889", "1889"),
        ("令和5年度", "FY2023"),
        ("2023年度", "FY2023"),
        ("FY2023", "FY2023"),
        ("令和5年6月", "2023-06"),
        ("R5.6", "2023-06"),
        ("2023/6", "2023-06"),
        ("令和5年6月9日", "2023-06-09"),
        ("2023/6/9", "2023-06-09"),
        ("2023-06-01", "2023-06-01"),
    ],
)
def test_an_event_stays_as_exact_as_the_plan_says(
    tmp_path: Path, written_so: str, kept: str
) -> None:
    lines = GOOD[PLAN].replace("month: 2025-03", f"month: {written_so}")
    plan = read_plan(written(tmp_path, GOOD | {PLAN: lines})).plan
    assert plan
    assert plan.history[0].month == kept


@pytest.mark.parametrize(
    ("sheet", "cell", "words"),
    [
        (FACTS, "C12", "令和4年度"),
        (FACTS, "C12", "Ｒ４"),
        (FACTS, "C9", "2024/4/1"),
        (FACTS, "C9", "令和6年4月1日"),
        (FACTS, "C10", "令和6年4月"),
        (FACTS, "C10", "2024-04-01T00:00:00"),  # a month that a spreadsheet took for a day
        (FACTS, "C3", "４３４４７７"),
        ("kpis", "B11", "９－１"),
        ("kpis", "B11", "9 ‐ 1"),
        ("kpis", "B11", "9ー1"),
        ("targets", "B3", "令和5年度"),
        ("targets", "C3", "３０分"),
        ("targets", "C3", "30.0"),
    ],
)
def test_a_workbook_says_the_same_however_it_is_written(sheet: str, cell: str, words: str) -> None:
    reading = read_plan_sheets(sheets_with({sheet: {cell: words}}), "計画.xlsx")
    assert reading.faults == ()
    assert reading.plan == YAMATO


def test_cells_that_a_spreadsheet_made_numbers_and_days_of_are_read_as_they_show() -> None:
    book = openpyxl.load_workbook(BytesIO(plan_workbook(YAMATO, "ja")))
    typed = (
        ("計画", "C9", datetime(2024, 4, 1), 'yyyy"年"m"月"d"日"'),  # noqa: DTZ001
        ("計画", "C12", 2022, "General"),
        ("年度目標", "C3", 30, "#,##0"),
    )
    for sheet, cell, value, number_format in typed:
        book[sheet][cell].value = value
        book[sheet][cell].number_format = number_format
    again = BytesIO()
    book.save(again)
    offer = offer_in(again.getvalue(), "計画.xlsx")
    assert offer.faults == ()
    assert offer.plans == (YAMATO,)
