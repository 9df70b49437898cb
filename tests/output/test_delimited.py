import csv
import io
from dataclasses import replace

import pandas as pd
import pytest

from yamato_dx.intake.files.apostrophe import without_apostrophe
from yamato_dx.output.column_spec import column
from yamato_dx.output.context import ExportContext
from yamato_dx.output.tables.delimited import SLICE_ROWS, to_csv
from yamato_dx.output.tables.workbook import to_xlsx
from yamato_dx.root import ROOT

SHARED = ROOT.parent / "shared" / "badinput"
NOTE = (column("note"),)


def notes(values: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"note": pd.Series(values, dtype="str")})


def read_notes(data: bytes, encoding: str = "utf-8-sig") -> list[str]:
    read = pd.read_csv(io.BytesIO(data), encoding=encoding, dtype=str, keep_default_na=False)
    return list(read.iloc[:, 0])


PAYLOADS = [
    ("=1+1", True),
    ("+1", True),
    ("-1", True),  # a text, or it would be a number
    ("@SUM(A1)", True),
    ("\t=1+1", True),
    ("\r=1+1", True),
    (" =1+1", True),  # blanks before it are trimmed
    ("　＝1+1", True),  # full-width blank and sign
    ("＋1", True),
    ("－1", True),
    ("＠SUM(A1)", True),
    ("−1", True),  # CP932 makes it a －
    ("\n=1+1", True),
    ("\ufeff=1+1", True),
    ('=HYPERLINK("http://x.invalid","見て")', True),
    ("1-1", False),
    ("a=1", False),
    ("'=1", True),  # the ' is the text's own: with another, one can be taken away again
    ("〜", False),
    ("", False),
]


@pytest.mark.parametrize(("payload", "is_formula"), PAYLOADS)
def test_a_text_that_a_spreadsheet_would_run_is_kept_from_it(
    payload: str, is_formula: bool, context: ExportContext
) -> None:
    found = read_notes(to_csv(notes([payload]), NOTE, context))[0]
    assert found.split() == (f"'{payload}" if is_formula else payload).split()
    assert without_apostrophe(found).split() == payload.split()


def shared_payloads(name: str) -> list[str]:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} lies outside the repository and is not here")
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


@pytest.mark.parametrize("name", ["csv-injection/payloadbox/csv-payload.txt", "blns/blns.txt"])
def test_collected_payloads_are_neither_run_nor_lost(name: str, context: ExportContext) -> None:
    lines = [line for line in shared_payloads(name) if line.strip()]
    made = to_csv(notes(lines), NOTE, context)
    found = read_notes(made)
    assert len(found) == len(lines)
    assert not [one for one in found if one.strip()[:1] in tuple("=+-@＝＋－＠")]
    assert read_notes(to_csv(notes(lines), NOTE, context, "cp932"), "cp932")
    workbook = io.BytesIO(to_xlsx(notes(lines), NOTE, context))
    sheet = pd.read_excel(workbook, dtype=str, engine="calamine")
    assert len(sheet) == len(lines)


def test_the_words_of_the_context_are_kept_from_it_too(context: ExportContext) -> None:
    context = replace(context, filter_words=("=cmd|'/C calc'!A0",))
    read = pd.read_csv(io.BytesIO(to_csv(notes(["a"]), NOTE, context)))
    assert read["抽出条件"][0] == "'=cmd|'/C calc'!A0"


def test_numbers_stay_numbers(context: ExportContext) -> None:
    frame = pd.DataFrame({"gap_value": [-95.0, 0.1 + 0.2, 1e-7, 12400.0, 1e10]})
    made = to_csv(frame, (column("gap_value", "number"),), context).decode("utf-8-sig")
    cells = [row[0] for row in csv.reader(io.StringIO(made))][1:]
    # A report is not read with 1e-7 or 1e+10, and a person does not read it either.
    assert cells == ["-95", "0.30000000000000004", "0.0000001", "12400", "10000000000"]


def test_windows_line_ends_and_a_mark_for_excel(context: ExportContext) -> None:
    made = to_csv(notes(["上\n下"]), NOTE, context)
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.count(b"\r\n") == 2
    assert made.count(b"\n") == 3  # the one within the cell stays as it was


def test_each_row_carries_how_it_came_to_be(context: ExportContext) -> None:
    read = pd.read_csv(io.BytesIO(to_csv(notes(["a", "b"]), NOTE, context)), dtype=str)
    assert list(read["抽出条件"]) == ["令和7年度、取組事項4"] * 2
    assert read.loc[1, ["件数", "記録の時点", "判定日", "用いた計画の版", "出典"]].tolist() == [
        "3件", "2026-05-11 14:03", "2026-06-01", "第2.0版（令和6年4月）", "計画書 第7章",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("①㈱髙﨑", "①㈱髙﨑"),  # NEC and IBM characters are in CP932
        ("〜", "～"),  # the same sign under another name
        ("20—30", "20―30"),
        ("–", "‐"),
        ("𠮷野", "&#x20BB7;野"),  # not in CP932: seen, not lost
        ("😀", "&#x1F600;"),
        ("é", "&#xE9;"),
    ],
)
def test_what_cp932_lacks_is_seen(written: str, read: str, context: ExportContext) -> None:
    assert read_notes(to_csv(notes([written]), NOTE, context, "cp932"), "cp932") == [read]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_many_rows_stay_in_order(encoding: str, context: ExportContext) -> None:
    rows = SLICE_ROWS * 3 + 1
    frame = pd.DataFrame({"row_no": range(rows)})
    made = to_csv(frame, (column("row_no", "integer"),), context, encoding)
    read = pd.read_csv(io.BytesIO(made), encoding=encoding, usecols=[0])
    assert list(read.iloc[:, 0]) == list(range(rows))
