"""How a file was read, over its own rows."""

from __future__ import annotations

from typing import Final

import pytest

from tests.office_tables import ACROSS, MISREAD, Rows, book
from tests.queries.conftest import ON
from yamato_dx.queries.assessed import view_of
from yamato_dx.queries.reports.left_out.places import FilePlace
from yamato_dx.queries.reports.preview import Correction, Corrections, Preview, preview_report
from yamato_dx.queries.reports.readings.read_as import SAYINGS, correction_words, saying_words
from yamato_dx.queries.reports.readings.recognised import SeenTable, recognised
from yamato_dx.queries.reports.readings.sayable import places_of
from yamato_dx.store.record import Record

NAME: Final = "コンビニ交付システムによる証明書等年間発行件数"
FORM: Final[Rows] = (("指標名", NAME), ("令和6年度実績", None, 640))
TURNED: Final[Rows] = (("番号", 4, "9-1"), ("単位", "件", "人"), ("R6実績", 640, 81))
TWO_ROWS: Final[Rows] = (
    ("番号", "指標名", "R5", None, "R6", None),
    (None, None, "目標", "実績", "目標", "実績"),
    (4, NAME, 500, 510, 600, 640),
)
ROLES_DOWN: Final[Rows] = (
    ("番号", "指標名", "区分", "R5", "R6"),
    (4, NAME, "目標", 500, 600),
    (None, None, "実績", 510, 640),
)
MONTHS: Final[Rows] = (
    ("令和6年度",),
    ("番号", "指標名", *(f"{month}月" for month in (*range(4, 13), 1, 2, 3))),
    (4, NAME, *[50] * 12),
)
YEARS: Final[Rows] = (("番号", "指標名", "R5", "R6"), (4, NAME, 510, 640))


def previewed(record: Record, rows: Rows, *said: tuple[str, str]) -> Preview:
    corrections = Corrections(tuple(Correction("実績", *one) for one in said))
    return preview_report(
        record,
        book({"実績": rows}),
        "実績.xlsx",
        view_of(record, on=ON),
        corrections=corrections if said else None,
    )


def seen(record: Record, rows: Rows, *said: tuple[str, str]) -> SeenTable:
    (table,) = recognised(previewed(record, rows, *said), "ja")
    return table


def read_as(table: SeenTable) -> dict[str, str]:
    return {letter: words for letter, words in table.columns if words}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (FORM, "調査票"),
        (TURNED, "行と列を入れ替えて"),
        (TWO_ROWS, "見出しが2行以上"),
        (ROLES_DOWN, "目標・実績などが行に分かれた"),
        (MONTHS, "月が横に並ぶ"),
        (YEARS, "年度が横に並ぶ"),
        (ACROSS, "「R6実績」など"),
    ],
)
def test_each_shape_says_why_it_was_read_so(record: Record, rows: Rows, reason: str) -> None:
    assert reason in seen(record, rows).reason


def test_above_each_column_stands_what_it_was_read_as(record: Record) -> None:
    table = seen(record, ACROSS)
    assert read_as(table) == {
        "A": "KPI番号",
        "B": "指標名",
        "C": "単位",
        "D": "令和5年度・実績",
        "E": "令和6年度・目標",
        "F": "令和6年度・実績",
    }
    assert [row.is_header for row in table.rows] == [True, False, False]
    assert [cell.words for cell in table.rows[1].cells if cell.is_value] == ["500", "640"]


def test_a_cell_with_a_problem_is_marked_and_told_by_its_name(record: Record) -> None:
    table = seen(record, ACROSS)
    assert [cell.problems for cell in table.rows[2].cells][-1] == (1,)
    (problem,) = table.problems
    assert FilePlace.of_problem(problem).words("ja") == "実績　F3「R6実績」"


def test_a_year_from_the_title_stands_above_the_column_that_has_it(record: Record) -> None:
    said = (("3", "header"), ("A", "label:kpi_no"), ("D", "role:actual"))
    assert read_as(seen(record, MISREAD, *said))["D"] == "令和6年度・実績"


def test_rows_are_read_as_something_where_headings_stand_in_a_column(record: Record) -> None:
    table = seen(record, TURNED)
    assert read_as(table) == {"A": "見出しの行"}
    assert [row.read_as for row in table.rows] == ["KPI番号", "単位", "令和6年度・実績"]


def test_blocks_whose_labels_stand_below_each_other_are_shown_as_one_sheet(record: Record) -> None:
    rows = (("番号", 4, "", "番号", "9-1"), ("R6実績", 640, "", "R6実績", 81))
    table = seen(record, rows)
    assert read_as(table) == {"A": "見出しの行", "D": "見出しの行"}
    assert [row.read_as for row in table.rows] == ["KPI番号", "令和6年度・実績"]


def test_a_value_of_a_form_says_itself_what_it_is(record: Record) -> None:
    cells = [cell for row in seen(record, FORM).rows for cell in row.cells if cell.read_as]
    assert [(cell.words, cell.read_as, cell.is_value) for cell in cells] == [
        ("640", "令和6年度・実績", True),
    ]


def test_a_file_that_is_not_understood_is_shown_as_it_is(record: Record) -> None:
    table = seen(record, MISREAD)
    assert not table.is_read
    assert [row.name for row in table.rows] == ["1", "2", "3", "4", "5"]
    assert read_as(table) == {}


def test_what_is_said_stands_above_the_column(record: Record) -> None:
    table = seen(
        record, MISREAD, ("3", "header"), ("A", "label:kpi_no"), ("D", "year:2024"), ("5", "unread")
    )
    assert read_as(table)["A"] == "KPI番号"
    assert read_as(table)["D"].startswith("令和6年度")
    assert [row.read_as for row in table.rows if row.read_as] == ["見出しの行", "読まない"]


def test_of_a_long_table_only_its_head_and_its_problems_are_shown(record: Record) -> None:
    months = [f"{2022 + place // 12}/{place % 12 + 1}" for place in range(3, 43)]
    rows = [("年月", NAME), *((month, 50) for month in months)]
    rows[30] = (months[29], "五十")
    table = seen(record, rows)
    assert "31" in [row.name for row in table.rows]
    assert [row.name for row in table.rows].count("") > 0  # told where rows are left out
    assert len(table.rows) < 20


def test_places_are_known_by_what_stands_there(record: Record) -> None:
    places = places_of(previewed(record, ACROSS), "実績")
    assert places["1"].startswith("番号 指標名")
    assert places["F"] == "R6実績 640 八十"
    assert places["F3"] == "八十"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_all_that_can_be_said_has_words(lang: str) -> None:
    words = [saying_words(saying, lang) for saying in SAYINGS]
    assert len(set(words)) == len(SAYINGS)


@pytest.mark.parametrize(
    ("place", "says", "words"),
    [
        ("4", "header", "実績　4行目：見出しの行"),
        ("D", "year:2024", "実績　D列：令和6年度"),
        ("D", "months:2024", "実績　D列：令和6年度の4月からの12か月"),
        ("D4", "unread", "実績　D4：読まない"),
        ("B", "kpi:残業時間", "実績　B列：KPI「残業時間」"),
        ("C", "label:unit", "実績　C列：単位"),
    ],
)
def test_a_correction_in_words(place: str, says: str, words: str) -> None:
    assert correction_words(Correction("実績", place, says), "ja") == words
