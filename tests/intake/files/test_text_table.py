"""CSV: both parsers give the same cells; what does not fit is named by its row."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yamato_dx.intake.files import text_table
from yamato_dx.intake.files.records import Lines, Records
from yamato_dx.intake.files.sheet import Sheet, SheetFile
from yamato_dx.intake.files.text_table import read_csv
from yamato_dx.intake.problem import Problem
from yamato_dx.lettering import is_blank

HEAD = "年度,KPI番号,実績値\r\n"


def sheet_of(text: str) -> Sheet:
    document = read_csv(text.encode())
    assert isinstance(document, SheetFile)
    return document.sheets[0]


def rows_of(sheet: Sheet) -> list[tuple[str, ...]]:
    return list(zip(*(column.texts().tolist() for column in sheet.columns), strict=True))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(end: str) -> None:
    assert rows_of(sheet_of(f"年度,番号{end}R6,4{end}R7,5{end}")) == [("R6", "4"), ("R7", "5")]


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ('R6,4,"1,312"', [("R6", "4", "1,312")]),
        ('R6,4,"ha ""ha"" ha"', [("R6", "4", 'ha "ha" ha')]),
        ('R6,4,"two\r\nlines"', [("R6", "4", "two\r\nlines")]),
        ('R6,4,""', [("R6", "4", "")]),
        ('R6,4,5" display', [("R6", "4", '5" display')]),  # every reader takes it literally
        ("R6,4,=1+2", [("R6", "4", "=1+2")]),  # formula text is data here
        ("R6,4,1,,", [("R6", "4", "1")]),  # empty cells beyond the headings
        (",,\r\nR6,4,1\r\n\r\n,,", [("R6", "4", "1")]),  # blank rows are no rows
        ("R6,4,null", [("R6", "4", "null")]),  # no word is taken for a missing value
    ],
)
def test_cells_are_kept(body: str, rows: list[tuple[str, ...]]) -> None:
    sheet = sheet_of(HEAD + body)
    assert (rows_of(sheet), sheet.torn) == (rows, ())


@pytest.mark.parametrize(
    ("body", "faults", "kept"),
    [
        ("R6,4,1,312\r\nR6,5,1", [(2, "row_ragged")], [3]),  # a comma without quotes
        ("R6,4\r\nR6,5,1", [(2, "row_ragged")], [3]),
        ('R6,4,"1\r\nR6,5,1', [(2, "quote_unclosed")], [3]),  # costs its own line only
        ('R6,4,"1"2\r\nR6,5,1\r\nR6,6', [(2, "quote_unclosed"), (4, "row_ragged")], [3]),
        ('R6,4,"a\r\nb"c\r\nR6,5,1', [(2, "quote_unclosed"), (3, "row_ragged")], [4]),
    ],
)
def test_rows_that_do_not_fit_are_named(
    body: str, faults: list[tuple[int, str]], kept: list[int]
) -> None:
    sheet = sheet_of(HEAD + body)
    assert [(one.row, one.code) for one in sheet.torn] == faults
    assert sheet.row_nos.tolist() == kept


def test_row_numbers_count_blank_records() -> None:
    assert sheet_of(HEAD + "R6,4,1\r\n\r\nR6,5,2\r\n").row_nos.tolist() == [2, 4]


@pytest.mark.parametrize(
    ("before", "row", "codes"),
    [
        ("sep=,\r\n", 2, ["separator_line"]),
        ('"SEP=,"\r\n', 2, ["separator_line"]),
        ("\r\n,,\r\n", 4, ["blank_lines_before"]),  # as a spreadsheet numbers them
        ("\nsep=,\n\n", 4, ["separator_line", "blank_lines_before"]),
    ],
)
def test_lines_before_the_headings_are_passed_over(before: str, row: int, codes: list[str]) -> None:
    sheet = sheet_of(before + HEAD + "R6,4,1\r\n")
    assert (rows_of(sheet), sheet.row_nos.tolist()) == ([("R6", "4", "1")], [row])
    assert [(one.severity, one.code) for one in sheet.problems] == [("note", one) for one in codes]
    assert sheet.rows_read == 1


@pytest.mark.parametrize("end", ["\x1a", "\x1a\x1a", "\x1a\r\n"])
def test_an_end_mark_is_no_row(end: str) -> None:
    sheet = sheet_of(f"{HEAD}R6,4,640\r\n{end}")
    assert (rows_of(sheet), sheet.problems) == ([("R6", "4", "640")], ())


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("R6,4,1\nR6,5,64", "64"),
        ("R6,4,1\nR6,5,64\x1a", "64"),
        ("R6,4,1\nR6,5,", "5"),
        ("R6,4,1\n", None),
        ("R6,4,1\nR6,5", None),  # torn, and refused as such
    ],
)
def test_the_last_value_of_a_file_that_may_be_cut(body: str, value: str | None) -> None:
    told = [one for one in sheet_of(HEAD + body).problems if one.severity != "refuse"]
    assert [(one.code, one.row, one.values["value"]) for one in told] == (
        [("last_line_open", 3, value)] if value else []
    )


@pytest.mark.parametrize(
    ("head", "last", "severity"),
    [
        ("年度,KPI番号,実績値", "R6,5,64", "confirm"),  # it may have been 640
        ("年度,KPI番号,実績値,人数", "R6,1,25,13", "confirm"),
        ("年度,KPI番号,実績値,備考", "R6,5,64,", "confirm"),
        ("年度,KPI番号,実績値,備考", "R6,5,640,窓", "note"),  # the figure before it is whole
        ("年度,KPI番号,実績値,達成率", "R6,5,640,106.7", "note"),  # recomputed, never stored
        ("実績値,年度,KPI番号", "640,R6,5", "note"),
    ],
)
def test_a_figure_at_an_open_end_is_confirmed(head: str, last: str, severity: str) -> None:
    sheet = sheet_of(f"{head}\n{last}")
    (problem,) = sheet.problems
    assert (problem.severity, problem.code) == (severity, "last_line_open")
    assert (sheet.torn, sheet.rows_read) == ((), 1)


@pytest.mark.parametrize(
    "head",
    [
        "年度,KPI番号,実績値".encode().decode("latin-1"),
        "年度,KPI番号,実績値".encode("cp932").decode("cp1252", errors="ignore"),
        "年度,KPI番号,実績値".encode().decode("cp932", errors="ignore"),
        "??,KPI??,???",
        "年度,KPI番号,実績\ufffd",
    ],
)
def test_letters_lost_before_the_file_came(head: str) -> None:
    refused = read_csv(f"{head}\nR6,4,640\n".encode())
    assert isinstance(refused, Problem)
    assert (refused.code, refused.row) == ("garbled", 1)


def test_euc_is_named_by_its_headings() -> None:
    refused = read_csv("年度,KPI番号,実績値\nR6,4,1\n".encode("euc_jp"))
    assert isinstance(refused, Problem)
    assert refused.code == "encoding_euc"


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\x1b"), max_size=8)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)


def slow(utf8: bytes, header: tuple[str, ...]) -> Sheet:
    """Every record read by itself: what the fast ways are held against."""
    lines = Lines.of(utf8, ",", len(header))
    none = replace(lines, is_regular=np.zeros_like(lines.is_regular))
    records = Records.of(none, ",", len(header))
    row_nos = np.array(records.row_nos, dtype=np.int64)
    wide = frozenset(records.wide)
    problems = tuple(records.problems)
    return Sheet(None, header, records.columns(), row_nos, problems, wide_rows=wide)


@given(TABLES, st.booleans())
def test_both_parsers_agree(cells: list[list[str]], is_quoted: bool) -> None:
    written = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if is_quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(written, quoting=quoting, lineterminator="\r\n")
    header = [f"見出し{place}" for place in range(len(cells[0]))]
    writer.writerows([header, *cells])
    utf8 = written.getvalue().encode()
    fast = text_table._regular(utf8, tuple(header), ",")
    read = slow(utf8, tuple(header))
    expected = [tuple(row) for row in cells if not all(map(is_blank, row))]
    assert (rows_of(read) if read.row_nos.size else [], read.problems) == (expected, ())
    if fast is not None:
        kept = fast.without_blank_rows()
        assert (rows_of(kept), kept.row_nos.tolist()) == (expected, read.row_nos.tolist())


@given(st.text(alphabet='ab,"\n\r', max_size=30))
def test_any_mess_of_quotes_loses_no_row(text: str) -> None:
    """Where the fast parser takes a text, the slow one finds the same cells and no fault."""
    utf8 = ("h1,h2\n" + text).encode()
    fast = text_table._regular(utf8, ("h1", "h2"), ",")
    read = slow(utf8, ("h1", "h2"))
    if fast is not None:
        kept = fast.without_blank_rows()
        assert read.problems == ()
        assert rows_of(kept) == rows_of(read)


def alike(sheet: Sheet) -> tuple[object, ...]:
    rows = rows_of(sheet) if sheet.row_nos.size else []
    return rows, sheet.row_nos.tolist(), sheet.problems, sheet.wide_rows


FAULTS = st.lists(
    st.sampled_from(
        [
            *("R6,4", "R6,4,1,105", 'R6,"4,1', 'R6,4,"1"x', '"R6,4,1', "R6,4,1,,", ",,", ""),
            *('R6,4,5" display', 'R6,4,"two\nlines"', 'R6,4,"two\r\n\r\nlines",,', '"', "R6"),
            *("R6,4,1", 'R6,4,"1,312"', "令和6年度,4,640", '"令和""6""年度",4,640', ",,1"),
        ]
    ),
    max_size=12,
)


@settings(max_examples=400)
@given(FAULTS, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_torn_records_are_found_as_one_by_one(lines: list[str], end: str, is_ended: bool) -> None:
    utf8 = (end.join(["年度,KPI番号,実績値", *lines]) + end * is_ended).encode()
    header = ("年度", "KPI番号", "実績値")
    assert alike(text_table._irregular(utf8, header, ",")) == alike(slow(utf8, header))


@given(st.text(alphabet='ab,"\n\r', max_size=40))
def test_any_mess_is_read_as_one_by_one(text: str) -> None:
    utf8 = ("h1,h2\n" + text).encode()
    header = ("h1", "h2")
    assert alike(text_table._irregular(utf8, header, ",")) == alike(slow(utf8, header))
