"""What no table may lose or take without a word: sums that are the only figure, hidden columns,
merged figures, figures that are a sample."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.intake.checks.test_likelihood import held
from tests.intake.tables.test_shapes import (
    CERTIFICATES,
    COURSES,
    MINUTES,
    Given,
    asked,
    figures,
    read,
)
from tests.intake.yamato import read_file
from yamato_dx.intake.problem import AS_IT_STANDS, Problem
from yamato_dx.intake.tables.corrections import Correction

SUMS_ALONE = {
    "of a year of which the row has nothing else": (
        f"番号,指標名,R5実績,R6実績計\n4,{CERTIFICATES},312,640\n",
        [("C2", "4", "2023", 312), ("D2", "4", "2024", 640)],
    ),
    "beside the target of its year": (
        f"番号,指標名,R5実績,R6目標,R6実績計\n4,{CERTIFICATES},312,600,640\n",
        [("C2", "4", "2023", 312), ("E2", "4", "2024", 640)],
    ),
    "beside its months": (
        f"番号,指標名,R6.4実績,R6.5実績,R6実績計\n4,{CERTIFICATES},38,41,79\n",
        [("C2", "4", "2024-04", 38), ("D2", "4", "2024-05", 41)],
    ),
    "in a row that alone names its KPI": (
        f"集計,番号,指標名,R5実績,R6実績\n計,4,{CERTIFICATES},312,640\n,1,{MINUTES},29.5,26.3\n",
        [
            ("D2", "4", "2023", 312),
            ("E2", "4", "2024", 640),
            ("D3", "1", "2023", 29.5),
            ("E3", "1", "2024", 26.3),
        ],
    ),
}


@pytest.mark.parametrize("case", SUMS_ALONE)
def test_a_sum_that_is_the_only_figure_is_read(case: str) -> None:
    text, expected = SUMS_ALONE[case]
    reading = read(text)
    assert (figures(reading), asked(reading)) == (expected, [])


def test_a_sum_whose_role_nothing_says_is_asked_about() -> None:
    reading = read(f"番号,指標名,令和5年度実績,令和6年度計\n4,{CERTIFICATES},312,640\n")
    assert asked(reading) == [("figures_of_what", "D1")]


def test_a_sum_of_rows_of_its_kpi_stays_one() -> None:
    rows = (("窓口", 300), ("支所", 340), ("計", 640))
    lines = (f"{place},4,{CERTIFICATES},{value}" for place, value in rows)
    reading = read("\n".join(("場所,番号,指標名,R6実績", *lines, "")))
    assert "sum_passed" in [problem.code for problem in reading.problems]


def test_a_row_of_sums_that_a_person_gives_a_kpi_is_read() -> None:
    text = f"番号,指標名,R6実績\n9-1,{COURSES},81\n計,,640\n"
    said = (Correction("", "3", "kpi:4"),)
    assert ("C3", "4", "2024", 640) in figures(read(text, Given(corrections=said)))


SAMPLES = {
    "under a title": f"見本\n番号,指標名,R6実績,見本データ\n4,{CERTIFICATES},640,見本\n",
    "in a form": f"指標名,{CERTIFICATES}\n年度,令和6年度\n見本データ,見本\n実績値,640\n",
}


@pytest.mark.parametrize("case", SAMPLES)
def test_a_sample_is_refused_in_any_shape(case: str) -> None:
    data = SAMPLES[case].encode()
    (problem,) = read_file(data).problems
    assert (problem.severity, problem.code) == ("refuse", "sample_data")
    assert len(read_file(data, is_sample=True).values) == 1


def workbook(write: Callable[[Worksheet], object]) -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        write(book.add_worksheet("実績"))
    return written.getvalue()


def _with_hidden_years(sheet: Worksheet) -> None:
    sheet.write("A1", "実績報告")
    sheet.write_row("A2", ["番号", "指標名", "R5実績", "R6実績"])
    sheet.write_row("A3", ["4", CERTIFICATES, 312, 640])
    sheet.write_row("A4", ["9-1", COURSES, 48, 81])
    sheet.set_column("D:D", None, None, {"hidden": True})


def test_a_hidden_column_is_confirmed_while_any_of_its_figures_is_new() -> None:
    data = workbook(_with_hidden_years)
    some = {("4", 2023): 312.0, ("4", 2024): 640.0, ("9-1", 2023): 48.0}
    for known, questions in ((some, ["column_hidden"]), (some | {("9-1", 2024): 81.0}, [])):
        reading = read_file(data, "実績.xlsx", earlier=held(known))
        assert [code for code, _ in asked(reading)] == questions


def _told(write: Callable[[Worksheet], object]) -> list[Problem]:
    problems = read_file(workbook(write), "実績.xlsx").problems
    return [problem for problem in problems if problem.is_obstacle]


def test_figures_merged_in_a_long_table_are_refused() -> None:
    def write(sheet: Worksheet) -> None:
        sheet.write_row("A1", ["年度", "KPI番号", "実績値"])
        sheet.write_row("A2", ["令和5年度", "4"])
        sheet.write_row("A3", ["令和6年度", "4"])
        sheet.merge_range("C2:C3", 312)

    assert [(one.code, one.cell) for one in _told(write)] == [("figure_merged", "C3")]


def test_merged_figures_that_say_their_year_are_refused() -> None:
    def write(sheet: Worksheet) -> None:
        sheet.write_row("A1", ["番号", "指標名", "実績値"])
        sheet.write_row("A2", ["4", CERTIFICATES])
        sheet.write_row("A3", ["9-1", COURSES])
        sheet.merge_range("C2:C3", "640件（令和6年度）")

    assert ("figure_merged", "C3") in [(one.code, one.cell) for one in _told(write)]


def test_other_cells_merged_in_a_long_table_leave_it_as_it_is() -> None:
    def write(sheet: Worksheet) -> None:
        sheet.write_row("A1", ["年度", "KPI番号", "実績値", "備考"])
        sheet.write_row("A2", ["令和5年度", "4", 312])
        sheet.write_row("A3", ["令和6年度", "4", 640])
        sheet.merge_range("D2:D3", "窓口①の集計")

    reading = read_file(workbook(write), "実績.xlsx")
    assert (reading.layout, len(reading.values), asked(reading)) == ("long", 2, [])


MOVED = {
    "below the unit": ("年度,KPI番号,実績値,単位", "R6,4,,640", "D2"),
    "below no heading": ("年度,KPI番号,実績値,", "R6,4,,640", "D1"),
    "below the remarks": ("年度,KPI番号,実績値,備考", "R6,4,,640", "D2"),
    "below the unit of a table of years": (
        "番号,指標名,R6実績,単位",
        f"4,{CERTIFICATES},,640",
        "D2",
    ),
}


@pytest.mark.parametrize("case", MOVED)
def test_a_figure_that_moved_below_words_is_asked_about(case: str) -> None:
    heading, row, cell = MOVED[case]
    others = "R6,9-1,81," if heading.startswith("年度") else f"9-1,{COURSES},81,"
    assert cell in [place for _, place in asked(read(f"{heading}\n{row}\n{others}\n"))]


def test_a_sheet_that_lost_its_headings_is_confirmed() -> None:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        for year, headings in (("R5", ["番号", "指標名", "単位", "実績値"]), ("R6", [])):
            sheet = book.add_worksheet(year)
            sheet.write("A1", f"{year}年度　実績")
            sheet.write_row("A3", headings)
            sheet.write_row("A4", ["4", CERTIFICATES, "件", 312])
            sheet.write_row("A5", ["9-1", COURSES, "人", 48])
            sheet.write("A7", "※年度末時点")
    assert [code for code, _ in asked(read_file(written.getvalue(), "実績.xlsx"))] == [
        "rows_unheaded"
    ]


def _sheets(**rows: list[list[object]]) -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        for name, of_sheet in rows.items():
            sheet = book.add_worksheet(name)
            for place, cells in enumerate(of_sheet):
                sheet.write_row(place, 0, cells)
    return written.getvalue()


LONG: list[list[object]] = [
    ["年度", "KPI番号", "指標名", "実績値", "状態"],
    ["令和6年度", "4", CERTIFICATES, 640, "確定"],
    ["令和6年度", "9-1", COURSES, 81, "確定"],
]
OF_LAST_YEAR: list[object] = ["令和5年度", "4", CERTIFICATES, 312, "確定"]
# A second sheet, and what is asked of it: beside a long one it would be left out with a note.
BESIDE_LONG: dict[str, tuple[list[list[object]], list[str]]] = {
    "without its headings": ([OF_LAST_YEAR], ["rows_unheaded"]),
    "with years across": (
        [["番号", "指標名", "R4実績", "R5実績"], ["4", CERTIFICATES, 212, 312]],
        ["sheet_beside"],
    ),
    "of targets": ([["番号", "指標名", "R7目標"], ["4", CERTIFICATES, 1200]], []),
    "of remarks": ([[f"{CERTIFICATES}は窓口の件数を含まない。"], ["3枚目まで確認済"]], []),
}


@pytest.mark.parametrize("case", BESIDE_LONG)
def test_figures_beside_a_long_sheet_are_confirmed(case: str) -> None:
    second, codes = BESIDE_LONG[case]
    data = _sheets(R6=LONG, R5=second)
    reading = read_file(data, "実績.xlsx")
    open_ones = [one for one in reading.problems if one.is_obstacle]
    assert [one.code for one in open_ones] == codes
    answers = {one.problem_id: AS_IT_STANDS for one in open_ones}
    said = read_file(data, "実績.xlsx", answers=answers)
    assert [one for one in said.problems if one.is_obstacle] == []
    assert len(said.values) == 2
    assert len(said.answered) == len(codes)


def test_a_form_whose_label_is_lost_is_confirmed() -> None:
    def form(kpi_no: str, name: str, *last: object) -> list[list[object]]:
        labels = [["番号", kpi_no], ["指標名", name], ["年度", "R6"], ["目標値", "600件"]]
        return [*labels, [*last], ["備考", ""]]

    forms = {"four": form("4", CERTIFICATES, "638件"), "nine": form("9-1", COURSES, "実績値", 81)}
    assert asked(read_file(_sheets(**forms), "実績.xlsx")) == [("rows_unheaded", None)]


def test_a_row_that_moved_to_the_left_is_confirmed() -> None:
    head = "番号,指標名,単位,R6実績\n"
    reading = read(f"{head}{CERTIFICATES},件,640,\n9-1,{COURSES},人,81\n")
    assert ("unused_column", "C2") in asked(reading)


def test_a_figure_with_its_year_below_no_heading_is_asked_about() -> None:
    rows = [
        ["番号", "指標名", "実績値", "目標値"],
        ["4", CERTIFICATES, "", "640件（令和6年度）", "600件（令和6年度）"],
        ["9-1", COURSES, "81人（令和6年度）", "75人（令和6年度）"],
    ]
    assert asked(read_file(_sheets(R6=rows), "実績.xlsx")) == [
        ("column_unclear", "E1"),
        ("target_other", "D2"),
    ]
