"""What a plan chooses from, in codes and in the words of a Japanese workbook."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.plan.test_faults import GOOD, written
from tests.plan.test_workbook import YAMATO, sheets_with
from yamato_dx.i18n import LANGUAGES
from yamato_dx.plan.folder.reading import read_plan
from yamato_dx.plan.model.words import choices_of, code_of, word_of
from yamato_dx.plan.workbook.cells import cell_name, cell_number, plan_sheets
from yamato_dx.plan.workbook.reading import read_plan_sheets
from yamato_dx.plan.workbook.tables import FACTS, TABLES, PlanColumn, Table
from yamato_dx.queries.plan.books import plan_workbook
from yamato_dx.queries.plan.difference import difference_table

CHOOSING = [
    pytest.param(table, column, id=f"{table.name}-{column.code}")
    for table in TABLES
    for column in table.columns
    if choices_of(column.form)
]


@pytest.mark.parametrize(("table", "column"), CHOOSING)
def test_each_choice_has_a_japanese_word_of_its_own(table: Table, column: PlanColumn) -> None:
    codes = choices_of(column.form)
    words = [word_of(code, "ja") for code in codes]
    assert len(set(words)) == len(codes), table.name
    assert all(not word.isascii() and "," not in word for word in words)
    assert [code_of(word, codes) for word in words] == list(codes)
    assert [code_of(code, codes) for code in codes] == list(codes)
    assert [word_of(code, "en") for code in codes] == list(codes)


@pytest.mark.parametrize(
    ("written_so", "code"),
    [
        ("以上", "at_least"),
        ("AT_LEAST", "at_least"),
        ("ａｔ＿ｌｅａｓｔ", "at_least"),
        ("以　下", "at_most"),
    ],
)
def test_width_case_and_blanks_make_no_other_word(written_so: str, code: str) -> None:
    assert code_of(written_so, ("at_least", "at_most")) == code


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("table", "column"), CHOOSING)
def test_cells_and_their_lists_have_the_words_of_the_workbooks_language(
    table: Table, column: PlanColumn, lang: str
) -> None:
    names = (FACTS, *(one.name for one in TABLES))
    place = [one.code for one in table.columns].index(column.code)
    words = {word_of(code, lang) for code in choices_of(column.form)}
    sheet = plan_sheets(YAMATO, lang)[names.index(table.name)]
    assert {cells[place] for row, cells in sheet.rows.items() if row > 2} <= words | {""}
    page = book(lang)[sheet.title]
    (offered,) = (
        validation.formula1
        for validation in page.data_validations.dataValidation
        if cell_name(cell_number(3, place)) in validation.sqref
    )
    assert set(offered.strip('"').split(",")) == words


@cache
def book(lang: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(plan_workbook(YAMATO, lang)))


def test_codes_are_read_in_a_japanese_workbook_and_words_in_an_english_one() -> None:
    codes = {"kpis": {"H3": "at_most", "I3": "lower", "Q3": "FALSE"}, "gaps": {"B3": "bars"}}
    assert read_plan_sheets(sheets_with(codes), "計画.xlsx").plan == YAMATO
    mixed = [
        ja if place % 2 else en
        for place, (ja, en) in enumerate(
            zip(plan_sheets(YAMATO, "ja"), plan_sheets(YAMATO, "en"), strict=True)
        )
    ]
    assert read_plan_sheets(mixed, "計画.xlsx").plan == YAMATO


def test_a_folder_may_have_the_words_too(tmp_path: Path) -> None:
    lines = GOOD["kpis.yaml"]
    for code, word in (
        ("shape: at_least", "shape: 以上"),
        ("shape: complete", "shape: 全数完了"),
        ("direction: higher", "direction: 大きいほどよい"),
        ("is_cumulative: false", "is_cumulative: いいえ"),
        ("aggregation: sum", "aggregation: 年度計"),
    ):
        assert code in lines
        lines = lines.replace(code, word)
    questions = GOOD["open_questions.yaml"].replace("kind: bars", "kind: 工程の線")
    good = read_plan(written(tmp_path / "good", GOOD)).plan
    files = GOOD | {"kpis.yaml": lines, "open_questions.yaml": questions}
    reading = read_plan(written(tmp_path / "words", files))
    assert reading.faults == ()
    assert reading.plan == good


def test_a_fault_says_what_can_be_chosen_in_the_words_of_the_reader() -> None:
    changes = {"kpis": {"H3": "達成"}}
    (fault,) = read_plan_sheets(sheets_with(changes), "計画.xlsx").faults
    assert "以上, 以下, 削減" in fault.mend("ja")
    assert "at_least, at_most, reduce_by" in fault.mend("en")
    (fault,) = read_plan_sheets(sheets_with({"kpis": {"I3": "大きいほどよい"}}), "計画.xlsx").faults
    assert fault.code == "disagrees_with_shape"
    assert "「大きいほどよい」は、以下 のKPI" in fault.sentence("ja")
    assert "小さいほどよい" in fault.mend("ja")
    assert "higher" in fault.sentence("en")


def test_a_difference_is_told_in_the_words_of_the_reader() -> None:
    changed = read_plan_sheets(sheets_with({"kpis": {"R3": "年度末"}}), "計画.xlsx").plan
    assert changed
    for lang, words in (("ja", ["年度平均", "年度末"]), ("en", ["weighted_mean", "last"])):
        table = difference_table(YAMATO, changed, lang)
        assert table[["before_words", "after_words"]].to_numpy().tolist() == [words]
