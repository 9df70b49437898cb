"""What stands between cells: taken where nothing else cuts the rows, and no comma becomes another
figure by it."""

from __future__ import annotations

import pytest

from tests.intake.conftest import Reads
from yamato_dx.intake.files.delimiter import DELIMITERS, delimiter_of
from yamato_dx.intake.files.sheet import SheetFile
from yamato_dx.intake.files.text_table import read_csv
from yamato_dx.intake.problem import Problem

HEAD = ("年度", "KPI番号", "実績値")


def joined(delimiter: str, *rows: tuple[str, ...]) -> str:
    return "".join(delimiter.join(row) + "\n" for row in rows)


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
def test_every_delimiter_is_read(reads: Reads, delimiter: str, encoding: str) -> None:
    text = joined(delimiter, HEAD, ("令和6年度", "4", "640"), ("令和6年度", "9-1", "81"))
    reading = reads.data(text.encode(encoding))
    assert (reading.problems, reading.values["actual_value"].tolist()) == ((), [640, 81])


@pytest.mark.parametrize(
    ("text", "values", "codes"),
    [
        # A comma that parts thousands, in quotes or not; KPI 4 is of whole things.
        ("年度;KPI番号;実績値\nR6;4;1,105\nR6;9-1;81\n", [1105, 81], []),
        ('年度;KPI番号;実績値\nR6;4;"1,105"\n', [1105], []),
        # As in every other file: a comma that may be a decimal sign is none.
        ("年度;KPI番号;実績値\nR6;1;26,3\n", [], ["separator_misplaced"]),
        ("年度;KPI番号;実績値\nR6;1;26,3\nR6;4;1,105\n", [], ["commas_unclear"]),
        ("年度;KPI番号;実績値\nR6;1;26,3分\nR6;4;1,105件\n", [], ["commas_unclear"]),
        # Some rows by another one: each is named.
        ("年度;KPI番号;実績値\nR6;4;640\nR6,9-1,81\n", [640], ["row_ragged"]),
        ("年度|KPI番号|実績値\nR6|4|640\nR6|9-1\n", [640], ["row_ragged"]),
        ("年度,KPI番号,実績値\nR6,4,640\nR6;9-1;81\n", [640], ["row_ragged"]),
        # A delimiter within a cell.
        ("年度,KPI番号,実績値,備考\nR6,4,640,窓口;本庁\n", [640], []),
        ("年度;KPI番号;実績値;備考\nR6;4;640;窓口,本庁\n", [640], []),
        ('年度;KPI番号;実績値;備考\nR6;4;640;"窓口;本庁"\n', [640], []),
        # Blank cells before the headings, titles, and the line that names the delimiter.
        (";;\n年度;KPI番号;実績値\nR6;4;640\n", [640], ["blank_lines_before"]),
        ("||\n年度|KPI番号|実績値\nR6|4|640\n", [640], ["blank_lines_before"]),
        ("sep=;\n年度;KPI番号;実績値\nR6;4;640\n", [640], ["separator_line"]),
    ],
)
def test_semicolons_and_lines(
    reads: Reads, text: str, values: list[float], codes: list[str]
) -> None:
    reading = reads.data(text.encode())
    assert reading.values["actual_value"].tolist() == values
    assert [problem.code for problem in reading.problems] == codes


def test_a_table_in_another_shape(reads: Reads) -> None:
    text = "番号;指標名;R5実績;R6実績\n4;コンビニ交付 発行件数;312;1,105\n"
    assert reads.data(text.encode()).values["actual_value"].tolist() == [312, 1105]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("年度;KPI番号;実績値;備考,摘要\nR6;4;640;窓口,本庁\n", ","),
        ("年度;KPI番号;実績値;備考|所見\nR6;4;640;窓口|本庁\n\n", "|"),
        ("年度|KPI番号|実績値|備考\t所見\nR6|4|640|窓口\t本庁\n", "\t"),
    ],
)
def test_rows_that_another_one_cuts_alike_are_refused(text: str, other: str) -> None:
    refused = read_csv(text.encode())
    assert isinstance(refused, Problem)
    assert (refused.code, refused.values["other"]) == ("delimiter_unknown", other)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("区;あ\nい;う\n", ";"),  # no heading is known: the one that cuts all rows alike
        ("区;あ,い\nう;え,お\n", ","),  # both do
        ("あ\nい\n", ","),
        ("あ;い\nう\n", ","),
        ('あ;い\n"う;え\n', ","),  # a quote that nobody closes
    ],
)
def test_where_no_heading_is_known(text: str, delimiter: str) -> None:
    assert delimiter_of(text.encode()) == delimiter


def test_euc_with_semicolons_is_named_by_its_headings() -> None:
    refused = read_csv("年度;KPI番号;実績値\nR6;4;1\n".encode("euc_jp"))
    assert isinstance(refused, Problem)
    assert refused.code == "encoding_euc"


def test_the_sheet_keeps_what_stood_between_its_cells() -> None:
    document = read_csv(joined(";", HEAD, ("R6", "4", "640")).encode())
    assert isinstance(document, SheetFile)
    assert document.sheets[0].delimiter == ";"
