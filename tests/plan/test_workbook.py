"""A plan as a workbook: out and in again it is equal, and every fault has a sheet and a cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plan.random_plans import plans
from tests.proving import examples
from yamato_dx.acts.planning import offer_in
from yamato_dx.i18n import LANGUAGES, catalogue
from yamato_dx.plan.folder.reading import read_plan, read_plans
from yamato_dx.plan.folder.writing import plan_files
from yamato_dx.plan.model.declared import fields_of
from yamato_dx.plan.model.types import Plan
from yamato_dx.plan.workbook.cells import (
    TextSheet,
    cell_name,
    cell_number,
    plan_sheets,
    sheet_title,
)
from yamato_dx.plan.workbook.reading import WorkbookReading, read_plan_sheets
from yamato_dx.plan.workbook.tables import FACTS, TABLES, facts, is_line_list
from yamato_dx.queries.plan.books import plan_workbook
from yamato_dx.queries.plan.difference import plan_difference
from yamato_dx.root import ROOT

YAMATO = read_plans(ROOT / "data" / "plans" / "yamato")[-1]
WRITTEN = (
    YAMATO,
    *read_plans(ROOT / "tests" / "towns" / "minato"),
    *read_plans(ROOT / "tests" / "towns" / "minato_strategy"),
)


def named(plan: Plan) -> str:
    return f"{plan.plan_id}-{plan.plan_version}"


# ── out and in ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("plan", WRITTEN, ids=named)
def test_round_trip(plan: Plan, lang: str) -> None:
    offer = offer_in(plan_workbook(plan, lang), "計画.xlsx")
    assert offer.faults == ()
    assert offer.plans == (plan,)


@examples(8)
@given(plan=plans())
def test_any_plan_comes_back_from_its_workbook(plan: Plan) -> None:
    offer = offer_in(plan_workbook(plan, "ja"), "計画.xlsx")
    assert offer.faults == ()
    assert offer.plans == (plan,)


@examples(20)
@given(plan=plans())
def test_any_plan_comes_back_from_its_folder(tmp_path: Path, plan: Plan) -> None:
    for old in tmp_path.glob("*.yaml"):
        old.unlink()
    for name, content in plan_files(plan).items():
        (tmp_path / name).write_text(content, encoding="utf-8", newline="\n")
    reading = read_plan(tmp_path)
    assert reading.faults == ()
    assert reading.plan == plan


@examples(8)
@given(one=plans(), other=plans())
def test_a_difference_is_empty_only_between_equal_plans(one: Plan, other: Plan) -> None:
    assert plan_difference(one, one).empty
    assert plan_difference(one, other).empty == (one == other)


def test_what_a_spreadsheet_saves_again_is_the_same_plan() -> None:
    """Another program's file: other styles, other order of parts, shared strings."""
    book = openpyxl.load_workbook(BytesIO(plan_workbook(YAMATO, "ja")))
    again = BytesIO()
    book.save(again)
    assert offer_in(again.getvalue(), "計画.xlsx").plans == (YAMATO,)


def test_no_cell_is_a_formula() -> None:
    tricky = replace(YAMATO.title, ja='=HYPERLINK("http://x","y")')
    plan = replace(YAMATO, title=tricky)
    content = plan_workbook(plan, "ja")
    book = openpyxl.load_workbook(BytesIO(content))
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}  # texts and blanks
    assert offer_in(content, "計画.xlsx").plans == (plan,)


def test_equal_plans_give_equal_bytes() -> None:
    assert plan_workbook(YAMATO, "ja") == plan_workbook(YAMATO, "ja")


def test_every_field_of_a_plan_has_its_place() -> None:
    lists = {name for name, form in fields_of(Plan).items() if form.kind == "list"}
    assert {way[0] for table in TABLES for way in table.lists} == lists
    assert {column.way[0] for column in facts()} == set(fields_of(Plan)) - lists
    for table in TABLES:
        inner = {
            name
            for name, form in fields_of(table.record).items()
            if form.kind == "list" and not is_line_list(form)
        }
        ways = {way[1] for one in TABLES for way in one.lists if way[:-1] == (table.name,)}
        assert inner == ways, table.name


def test_the_first_row_speaks_the_readers_language_and_the_second_holds_our_codes() -> None:
    book = openpyxl.load_workbook(BytesIO(plan_workbook(YAMATO, "ja")))
    kpis = book["KPI"]
    assert kpis["A1"].value == "KPIの符号"
    assert kpis["A2"].value == "kpi_id"
    assert kpis.freeze_panes == "B3"
    assert book.sheetnames[0] == "記入のしかた"


def test_the_empty_form_holds_no_plan_and_asks_for_the_required_cells() -> None:
    offer = offer_in(plan_workbook(None, "ja"), "様式.xlsx")
    assert offer.plans == ()
    assert {fault.code for fault in offer.faults} == {"missing_cell", "none_listed"}
    required = {column.code for column in facts() if column.need == "always"}
    told = {fault.values["key"] for fault in offer.faults if fault.code == "missing_cell"}
    assert told == required


# ── faults ───────────────────────────────────────────────────────────────────────────────────

Cells = dict[str, dict[str, str]]


def sheets_with(changes: Mapping[str, Mapping[str, str]], plan: Plan = YAMATO) -> list[TextSheet]:
    """The sheets of a plan with some cells (sheet → cell → text) written over."""
    found = []
    for name, sheet in zip(
        (FACTS, *(one.name for one in TABLES)), plan_sheets(plan, "ja"), strict=True
    ):
        rows = {row: list(cells) for row, cells in sheet.rows.items()}
        for cell, words in changes.get(name, {}).items():
            column, row = ord(cell[0]) - ord("A"), int(cell[1:])
            rows.setdefault(row, [])
            rows[row].extend([""] * (column + 1 - len(rows[row])))
            rows[row][column] = words
        found.append(TextSheet(sheet.title, rows))
    return found


def faults_of(reading: WorkbookReading) -> list[tuple[str, str | None, str | None]]:
    return [(fault.code, fault.sheet, fault.cell) for fault in reading.faults]


@pytest.mark.parametrize(
    ("sheet", "cell", "words", "code"),
    [
        (FACTS, "C3", "434470", "check_digit"),  # a mistyped digit
        (FACTS, "C8", "", "missing_cell"),  # the title
        (FACTS, "C12", "4年度", "not_a_fiscal_year"),
        (FACTS, "C13", "2021", "period_reversed"),
        (FACTS, "B6", "plan_ido", "unknown_item"),
        (FACTS, "C9", "4/1/2024", "not_a_day"),
        ("initiatives", "A3", "一", "not_an_integer"),
        ("initiatives", "A4", "1", "repeated"),
        ("initiative_lines", "A3", "99", "unknown_parent"),
        ("initiative_lines", "B3", "aim", "not_a_choice"),
        ("passages", "A3", "目標", "not_a_choice"),
        ("work_items", "B3", "99", "unknown_initiative"),
        ("work_items", "E3", "2019", "year_outside_period"),
        ("work_items", "H11", "", "missing_cell"),  # years in the text without their chapter
        ("kpis", "H3", "at_lest", "not_a_choice"),
        ("kpis", "N3", "9桁", "not_an_integer"),
        ("targets", "C3", "約30", "not_a_number"),
        ("targets", "C3", "30人", "unit_of_other"),
        ("targets", "A3", "visitor_stay", "unknown_parent"),
        ("targets", "B4", "2023", "target_twice"),
        ("targets", "C3", "#REF!", "error_cell"),
        ("open_questions", "J3", "nobody", "unknown_kpi"),
        ("role_relations", "A3", "ghost", "unknown_role"),
        ("glossary", "E3", "音\x07", "control_character"),
        ("kpis", "A2", "kpi", "unknown_column"),
        ("kpis", "B2", "kpi_id", "column_twice"),
        ("gaps", "Z3", "覚え書き", "column_without_code"),
    ],
)
def test_a_fault_is_told_with_its_cell(sheet: str, cell: str, words: str, code: str) -> None:
    reading = read_plan_sheets(sheets_with({sheet: {cell: words}}), "計画.xlsx")
    assert reading.plan is None
    assert (code, sheet_title(sheet, "ja"), cell) in [
        (one, title, place) for one, title, place in faults_of(reading)
    ]
    for fault in reading.faults:
        assert all(fault.sentence(lang) and fault.mend(lang) for lang in LANGUAGES)


def test_all_faults_come_at_once_in_the_order_of_the_sheets() -> None:
    changes = {FACTS: {"C8": ""}, "kpis": {"H3": "x", "N4": "y"}, "targets": {"C3": "z"}}
    reading = read_plan_sheets(sheets_with(changes), "計画.xlsx")
    assert faults_of(reading) == [
        ("missing_cell", "計画", "C8"),
        ("not_a_choice", "KPI", "H3"),
        ("not_an_integer", "KPI", "N4"),
        ("not_a_number", "年度目標", "C3"),
    ]
    assert reading.faults[0].place == "「計画」!C8"
    assert {fault.file for fault in reading.faults} == {"計画.xlsx"}


@pytest.mark.parametrize("shown", ["2025-09-01T00:00:00", "2025/9/1", "9月1日", "1-Sep", "45901"])
def test_a_number_that_became_a_date_is_named_with_what_it_was(shown: str) -> None:
    row = 3 + [kpi.kpi_no for kpi in YAMATO.kpis].index("9-1")
    (fault,) = read_plan_sheets(sheets_with({"kpis": {f"B{row}": shown}}), "計画.xlsx").faults
    assert (fault.code, fault.cell) == ("kpi_no_is_date", f"B{row}")
    assert fault.mend("ja") == (
        "セルの表示形式を「文字列」にしてから、計画の番号（9-1 と思われます）を打ち直してください。"
    )


def test_a_kpi_without_any_target_is_noted_and_taken() -> None:
    """KPI 4 loses its targets; KPI 3, held against a published figure, loses its own unnoticed."""
    rows = dict(enumerate(_target_rows(), 3))
    gone = ("convenience_store_certificates", "mynumber_card_holding_rate")
    assert set(gone) <= set(rows.values())
    changes = {
        f"{column}{row}": "" for row, kpi_id in rows.items() if kpi_id in gone for column in "ABC"
    }
    reading = read_plan_sheets(sheets_with({"targets": changes}), "計画.xlsx")
    assert reading.faults == ()
    assert reading.plan
    assert [kpi.kpi_id for kpi in reading.plan.kpis if not kpi.targets] == [*gone[::-1]]
    (note,) = reading.notes
    row = 3 + [kpi.kpi_id for kpi in YAMATO.kpis].index(gone[0])
    assert (note.code, note.severity, note.sheet) == ("kpi_without_target", "note", "KPI")
    assert note.cell == f"A{row}"


def _target_rows() -> list[str]:
    return [kpi.kpi_id for kpi in YAMATO.kpis for _ in kpi.targets]


def test_one_fault_never_shows_as_two() -> None:
    """A KPI whose id is not read is not also missed by its targets and questions."""
    reading = read_plan_sheets(sheets_with({"kpis": {"A3": ""}}), "計画.xlsx")
    assert faults_of(reading) == [("missing_cell", "KPI", "A3")]


Change = Callable[[list[TextSheet]], Sequence[TextSheet]]


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        # The order of sheets is nobody's business.
        (lambda sheets: sheets[::-1], []),
        # Empty sheets that Excel adds by itself are passed over.
        (lambda sheets: [*sheets, TextSheet("Sheet1", {1: ["", ""]})], []),
        # A misspelt name must not pass unseen.
        (lambda sheets: [*sheets, TextSheet("メモ", {1: ["x"]})], ["unknown_sheet"]),
        (lambda sheets: [*sheets, TextSheet("kpis", sheets[11].rows)], ["sheet_twice"]),
        # What the format does not require may be left out, but not what others refer to.
        (lambda sheets: [one for one in sheets if one.title != "関連計画"], []),
        (
            lambda sheets: [one for one in sheets if one.title != "用語"],
            ["no_place_for_footnotes"],
        ),
        (lambda sheets: [one for one in sheets if one.title != "KPI"], ["missing_sheet"]),
        # A sheet in which nobody left the codes.
        (
            lambda sheets: [TextSheet("計画", {1: ["項目", "値"]}), *sheets[1:]],
            ["no_headings"],
        ),
        # Labels taken away, codes in the first row.
        (
            lambda sheets: [
                TextSheet(one.title, {row - 1: cells for row, cells in one.rows.items() if row > 1})
                for one in sheets
            ],
            [],
        ),
    ],
    ids=[
        "order",
        "empty",
        "memo",
        "twice",
        "optional",
        "referred",
        "required",
        "no codes",
        "no labels",
    ],
)
def test_sheets_are_found_by_name_and_columns_by_code(change: Change, codes: list[str]) -> None:
    reading = read_plan_sheets(change(sheets_with({})), "計画.xlsx")
    assert [fault.code for fault in reading.faults] == codes
    assert (reading.plan is None) == bool(codes)


def test_columns_in_another_order_are_the_same_plan() -> None:
    turned = [
        TextSheet(one.title, {row: list(cells)[::-1] for row, cells in one.rows.items()})
        for one in sheets_with({})
    ]
    assert read_plan_sheets(turned, "計画.xlsx").plan == YAMATO


def test_days_and_flags_that_a_spreadsheet_converted_are_read() -> None:
    changes = {FACTS: {"C9": "2024-04-01T00:00:00"}, "kpis": {"Q3": "FALSE"}}
    assert read_plan_sheets(sheets_with(changes), "計画.xlsx").faults == ()


@examples(60)
@given(
    where=st.lists(
        st.tuples(
            st.sampled_from([FACTS, *(one.name for one in TABLES)]),
            st.sampled_from("ABCDEFGH"),
            st.integers(1, 8),
        ),
        min_size=1,
        max_size=5,
    ),
    words=st.sampled_from(
        ["", "x", "1", "-1", "2024", "true", "at_least", "第1章", "#N/A", "\x00"]
    ),
)
def test_a_scrambled_workbook_gives_faults_with_sheet_and_cell(
    where: list[tuple[str, str, int]], words: str
) -> None:
    changes: Cells = {}
    for sheet, column, row in where:
        changes.setdefault(sheet, {})[f"{column}{row}"] = words
    reading = read_plan_sheets(sheets_with(changes), "計画.xlsx")
    assert (reading.plan is None) == bool(reading.faults)
    for fault in reading.faults:
        assert fault.sheet
        assert fault.cell or fault.code == "missing_sheet"
        assert all(fault.sentence(lang) and fault.mend(lang) for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("row", "column", "name"), [(1, 0, "A1"), (7, 25, "Z7"), (3, 26, "AA3"), (9, 16_383, "XFD9")]
)
def test_cells_are_named_as_a_spreadsheet_names_them(row: int, column: int, name: str) -> None:
    assert cell_name(cell_number(row, column)) == name


@pytest.mark.parametrize(
    "content",
    [b"", b"a,b\n1,2\n", b"%PDF-1.7", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
    ids=["empty", "csv", "pdf", "zip", "xls"],
)
def test_what_is_no_workbook_is_one_fault(content: bytes) -> None:
    offer = offer_in(content, "計画.xlsx")
    assert offer.plans == ()
    (fault,) = offer.faults
    assert all(fault.sentence(lang) and fault.mend(lang) for lang in LANGUAGES)


# ── every sentence ───────────────────────────────────────────────────────────────────────────


def provoked() -> set[str]:
    """The codes of faults that workbooks alone can have, each provoked by one change."""
    changes: tuple[Mapping[str, Mapping[str, str]], ...] = (
        {FACTS: {"B6": "plan_ido"}},
        {FACTS: {"B6": "title"}},
        {FACTS: {"B6": ""}},
        {FACTS: {"C8": ""}},
        {"kpis": {"A2": "kpi"}},
        {"kpis": {"B2": "kpi_id"}},
        {"gaps": {"Z3": "覚え書き"}},
        {"targets": {"C3": "#REF!", "A3": "ghost"}},
    )
    readings = [read_plan_sheets(sheets_with(one), "計画.xlsx") for one in changes]
    whole = sheets_with({})
    readings += [
        read_plan_sheets([*whole, TextSheet("メモ", {1: ["x"]})], "計画.xlsx"),
        read_plan_sheets([*whole, whole[0]], "計画.xlsx"),
        read_plan_sheets(whole[1:], "計画.xlsx"),
        read_plan_sheets([TextSheet("計画", {1: ["項目"]}), *whole[1:]], "計画.xlsx"),
    ]
    codes = {fault.code for reading in readings for fault in reading.faults}
    return codes | {fault.code for fault in offer_in(b"a,b\n", "計画.csv").faults}


# What only the record shows: tests/acts/plan/test_planning.py provokes them.
BESIDE_THE_RECORD = {"version_recorded", "not_this_plan"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_sentence_of_a_workbook_has_a_test_that_provokes_it(lang: str) -> None:
    start = "plan.loading.fault."
    known = {one.removeprefix(start) for one in catalogue(lang) if one.startswith(start)}
    assert known - BESIDE_THE_RECORD == provoked() & known
    assert {f"plan.loading.mend.{code}" for code in known} <= set(catalogue(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_workbook_is_never_told_to_mend_a_file_of_a_folder(lang: str) -> None:
    """A mend that names files, quotation marks or null has another one for workbooks."""
    words = re.compile(r"\.yaml|null|引用符|quotation")
    start = "plan.mend."
    of_folders = {
        one.removeprefix(start)
        for one, sentence in catalogue(lang).items()
        if one.startswith(start) and words.search(str(sentence))
    }
    never_of_workbooks = {fault for fault in of_folders if fault in FOLDERS_ONLY}
    own = {one.removeprefix("plan.loading.mend.") for one in catalogue(lang)}
    assert of_folders - never_of_workbooks <= own


# About files as such, and what a row of cells cannot be.
FOLDERS_ONLY = {
    "no_plan_yaml",
    "missing_file",
    "unknown_file",
    "bad_syntax",
    "alias",
    "tag",
    "several_documents",
    "missing_key",
    "empty_value",
    "benchmark_row",
    "unknown_key",
}
