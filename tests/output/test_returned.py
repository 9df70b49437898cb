from __future__ import annotations

import pytest

from yamato_dx.output.returned.files import is_returned, returned
from yamato_dx.output.returned.reasons import Reasons, RowReason

HEADING = "直すところ"
REASONS = (RowReason(None, 3, "数でない"), RowReason(None, 3, '"0", blank'))


def given_back(text: str, encoding: str = "utf-8-sig", *reasons: RowReason) -> str:
    told = Reasons(HEADING, reasons or REASONS, encoding)
    return returned(text.encode(encoding), told).decode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_every_byte_but_the_new_cells_stays(encoding: str) -> None:
    text = '年度,実績値,備考\r\nR6,640,"二行の\n備考"\r\nR6,八百,\r\nR6,1,\r\n'
    assert given_back(text, encoding) == (
        f'年度,実績値,備考,{HEADING}\r\nR6,640,"二行の\n備考",\r\n'
        'R6,八百,,"数でない / ""0"", blank"\r\nR6,1,,\r\n'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\tb\n1\t2\n3\t4", "a\tb\tH\n1\t2\t\n3\t4\tX"),  # no end of the last line
        ("a,b\n1,2\n3\n", "a,b,H\n1,2,\n3,X\n"),  # a short record stays too short
        ("a,b\n1,2\n3,4,5\n", "a,b,H\n1,2,\n3,4,5,X\n"),  # and one too long too long
        ("a,b\n1,2\n3,4,,\n", "a,b,H\n1,2,\n3,4,X,\n"),  # blank cells are none
        ("\n\na,b\n", "\n\na,b,H\n"),  # the heading is row 3 itself
        ("sep=,\na,b\n1,2\n3,4\n", "sep=,\na,b,H\n1,2,\n3,4,X\n"),  # no row of a spreadsheet
        ('a,b\n1,5" tube\n3,4\n', 'a,b,H\n1,5" tube,\n3,4,X\n'),  # no quote of a cell
        ('a,b\n1,2\n3,"4\n', 'a,b,H\n1,2,\n3,"4\n,X'),  # a quote that is never closed
        ("a,b,H\n1,2,old\n3,4,\n", "a,b,H\n1,2,\n3,4,X\n"),  # sent again, not mended
    ],
)
def test_where_the_column_stands(text: str, expected: str) -> None:
    told = Reasons("H", (RowReason(None, 3, "X"),), "utf-8")
    assert returned(text.encode(), told).decode() == expected


def test_among_several_tables_the_column_stands_behind_all() -> None:
    told = Reasons("H", (RowReason(None, 3, "X"),), "utf-8", heading_row=2)
    text = "title\na,b\n3\n\nc,d,e\n"
    assert returned(text.encode(), told).decode() == "title,,,\na,b,,H\n3,,,X\n\nc,d,e,\n"


def test_what_an_encoding_has_no_sign_for_is_a_question_mark() -> None:
    assert "?" in given_back("a,b\n1,2\n", "cp932", RowReason(None, 2, "〜😀"))


def test_other_kinds_are_not_given_back_yet() -> None:
    assert not is_returned("a picture")
