import io
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from yamato_dx.errors import Refused
from yamato_dx.output.column_spec import ColumnSpec, column
from yamato_dx.output.context import ExportContext
from yamato_dx.output.tables import workbook
from yamato_dx.output.tables.sheet_rows import MAX_CHARACTERS
from yamato_dx.output.tables.workbook import to_xlsx

NOTE = (column("note"),)


def opened(data: bytes) -> list[Worksheet]:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets


def notes(*values: str) -> pd.DataFrame:
    return pd.DataFrame({"note": pd.Series(values, dtype="str")})


def first_note(data: bytes) -> tuple[object, object]:
    """What two readers of different make find."""
    calamine = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    return opened(data)[0]["A2"].value, calamine.to_python()[1][0]


def test_cells_are_of_their_type(
    frame: pd.DataFrame, specs: tuple[ColumnSpec, ...], context: ExportContext
) -> None:
    row = opened(to_xlsx(frame, specs, context))[0][2]
    assert [cell.value for cell in row] == [
        "012345", "9-1", 2025, 96, 0.96, True,
        pd.Timestamp("2026-03-31"), pd.Timestamp("2026-05-11 14:03:22"), '96 ÷ 100、"延数"',
    ]  # fmt: skip
    assert [cell.number_format for cell in row] == [
        "@", "@", "0", "General", "0.0%", "General", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "@",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ratios", "bands", "shown"),
    [
        ([0.96, 1.0, 1.2], [0.8, 0.8, 0.8], "0.0%"),
        ([0.96, 0.99996], [0.8, 0.8], "0.000%"),  # 100.0% beside おおむね達成 else
        ([0.7999998, float("nan")], [0.8, 0.8], "0.00000%"),
        ([0.89996, 0.79996], [0.9, float("inf")], "0.000%"),  # the second has no band
        ([1.00004], [0.8], "0.0%"),
        ([1 - 1e-12], [0.8], "0.0%"),
    ],
)
def test_no_ratio_is_shown_as_what_it_falls_short_of(
    ratios: list[float], bands: list[float], shown: str, context: ExportContext
) -> None:
    spec = column("attainment_ratio", "ratio", "ratio", beside=(1.0, "band"))
    frame = pd.DataFrame({"attainment_ratio": ratios, "band": bands})
    (sheet, _) = opened(to_xlsx(frame, (spec,), context))
    assert sheet["A2"].number_format == shown
    assert sheet["A2"].value == ratios[0]


def test_the_header_stays_in_sight(
    frame: pd.DataFrame, specs: tuple[ColumnSpec, ...], context: ExportContext
) -> None:
    sheet = opened(to_xlsx(frame, specs, context))[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.dimensions == sheet.auto_filter.ref == "A1:I4"
    assert sheet["A1"].value == "団体コード"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["I"].width > sheet.column_dimensions["C"].width


@pytest.mark.parametrize(
    ("lang", "name", "label"),
    [("ja", "説明", "単年度達成率"), ("en", "Definitions", "Attainment in the year")],
)
def test_the_second_sheet_explains(
    lang: str,
    name: str,
    label: str,
    frame: pd.DataFrame,
    specs: tuple[ColumnSpec, ...],
    context: ExportContext,
) -> None:
    sheet = opened(to_xlsx(frame, specs, replace(context, lang=lang)))[1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert sheet.title == name
    assert rows[0][0] == context.title
    assert ["2026-05-11 14:03"] in [row[1:2] for row in rows]
    explained = next(row for row in rows if row[0] == label)
    assert explained[1] == "attainment_ratio"
    assert all(explained)


def test_fictitious_data_says_so_on_both_sheets(
    frame: pd.DataFrame, specs: tuple[ColumnSpec, ...], context: ExportContext
) -> None:
    first, second = opened(to_xlsx(frame, specs, replace(context, is_sample=True)))
    assert "架空" in str(first.oddHeader.right.text)
    assert "架空" in str(second["A2"].value)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=1+1", "'=1+1"),
        ("http://x.invalid/", "http://x.invalid/"),  # a text, no link
        ("<b>&amp;", "<b>&amp;"),
        ("<r>入</r>", "<r>入</r>"),  # looks like the format's own rich text
        (" 前後 ", " 前後 "),
        ("上\n下", "上\n下"),
        ("長" * (MAX_CHARACTERS + 5), "長" * MAX_CHARACTERS + "…"),  # a cell has its limit
        ("𠮷", "𠮷"),
    ],
)
def test_a_text_is_only_a_text(written: str, read: str, context: ExportContext) -> None:
    made = to_xlsx(notes(written), NOTE, context)
    assert first_note(made) == (read, read)
    cell = opened(made)[0]["A2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None


@pytest.mark.parametrize("written", ["a\x00b", "a\x1fb", "a\x0bb", "a\ufffeb", "a_x0041_b"])
def test_signs_that_xml_cannot_carry_do_not_break_the_file(
    written: str, context: ExportContext
) -> None:
    cell = opened(to_xlsx(notes(written), NOTE, context))[0]["A2"]
    assert str(cell.value).startswith("a")
    assert str(cell.value).endswith("b")


def test_more_rows_than_a_sheet_holds_are_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, context: ExportContext
) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 1)
    with pytest.raises(Refused, match="CSVで保存"):
        to_xlsx(notes("a", "b"), NOTE, context)


def test_rows_of_several_slices_keep_their_numbers(
    monkeypatch: pytest.MonkeyPatch, context: ExportContext
) -> None:
    monkeypatch.setattr(workbook, "SLICE_ROWS", 2)
    sheet = opened(to_xlsx(notes("a", "b", "c", "d", "e"), NOTE, context))[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["a", "b", "c", "d", "e"]


def test_the_same_frame_gives_the_same_rows(
    frame: pd.DataFrame, specs: tuple[ColumnSpec, ...], context: ExportContext
) -> None:
    before = frame.copy(deep=True)
    to_xlsx(frame, specs, context)
    pd.testing.assert_frame_equal(frame, before)
