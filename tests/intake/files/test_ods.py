"""ods: what is repeated, merged, hidden or written beside a cell, and what nobody sees of it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from tests.intake.conftest import Reads
from tests.intake.files.same_workbook import content_of, ods_of
from yamato_dx.intake.files.workbooks.child import read
from yamato_dx.intake.files.workbooks.refusal import Refusal


def text_cell(text: str, attributes: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {attributes}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def table(*rows: str, attributes: str = "") -> str:
    return f'<table:table table:name="報告" {attributes}>{"".join(rows)}</table:table>'


def sheet_of(*rows: str, styles: str = "") -> dict[str, Any]:
    (sheet,) = read(ods_of(table(*rows), styles))["sheets"]
    return dict(sheet)


HEADINGS = row(*map(text_cell, ("年度", "KPI番号", "実績値")))
FIGURES = row(*map(text_cell, ("令和6年度", "4", "640")))


def test_report_is_read(reads: Reads) -> None:
    reading = reads.data(ods_of(table(HEADINGS, FIGURES)))
    assert (reading.problems, reading.encoding) == ((), "ods")
    assert reading.values["actual_value"].tolist() == [640]


def test_flat_document_is_read_like_its_archive(reads: Reads) -> None:
    content = content_of(table(HEADINGS, FIGURES)).replace("document-content", "document")
    mime = 'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"'
    flat = content.replace("<office:document ", f"<office:document {mime} ")
    reading = reads.data(flat.encode())
    assert (reading.problems, reading.values["actual_value"].tolist()) == ((), [640])


def test_repeated_cells_and_rows_stand_as_often() -> None:
    sheet = sheet_of(
        row(text_cell("a", 'table:number-columns-repeated="2"'), text_cell("b")),
        row(text_cell("c"), attributes='table:number-rows-repeated="2"'),
        row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            attributes='table:number-rows-repeated="1048573"',
        ),
    )
    assert sheet["columns"] == [["a", "c", "c"], ["a", "", ""], ["b", "", ""]]


def test_merged_cells_and_what_they_cover() -> None:
    sheet = sheet_of(
        row(
            text_cell("実績", 'table:number-columns-spanned="2" table:number-rows-spanned="2"'),
            "<table:covered-table-cell><text:p>covered</text:p></table:covered-table-cell>",
        ),
        row('<table:covered-table-cell table:number-columns-repeated="2"/>', text_cell("x")),
    )
    assert sheet["merged"] == [(0, 0, 1, 1)]
    assert sheet["columns"] == [["実績", ""], ["", ""], ["", "x"]]


def test_phonetic_signs_comments_and_notes_are_no_text_of_the_cell() -> None:
    ruby = (
        "<text:ruby><text:ruby-base>課</text:ruby-base><text:ruby-text>か</text:ruby-text>"
        "</text:ruby>長"
    )
    comment = "<office:annotation><text:p>速報値</text:p></office:annotation>"
    cell = f'<table:table-cell office:value-type="string">{comment}<text:p>{ruby}</text:p>'
    sheet = sheet_of(row(f"{cell}</table:table-cell>"))
    assert (sheet["columns"], sheet["comments"]) == ([["課長"]], [(0, 0, "速報値")])


def test_lines_and_spaces_in_a_cell() -> None:
    cell = '<text:p>a<text:s text:c="2"/>b<text:line-break/>c</text:p><text:p>d</text:p>'
    sheet = sheet_of(row(f'<table:table-cell office:value-type="string">{cell}</table:table-cell>'))
    assert sheet["columns"] == [["a  b\nc\nd"]]


def test_hidden_rows_columns_groups_and_sheets() -> None:
    hidden = (
        '<style:style style:name="ta" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="ro" style:family="table-row">'
        '<style:table-row-properties style:row-height="0cm"/></style:style>'
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    rows = (
        row(text_cell("a"), text_cell("b")),
        row(text_cell("filtered"), attributes='table:visibility="filter"'),
        row(text_cell("no height"), attributes='table:style-name="ro"'),
        '<table:table-row-group table:display="false">',
        row(text_cell("folded")),
        "</table:table-row-group>",
        row(text_cell("c")),
    )
    data = ods_of(table(columns, *rows, attributes='table:style-name="ta"'), hidden)
    (sheet,) = read(data)["sheets"]
    assert (sheet["is_hidden"], sheet["hidden_rows"], sheet["hidden_columns"]) == (
        True,
        [1, 2, 3],
        [1],
    )


def test_earlier_versions_of_cells_and_linked_tables_are_no_sheets() -> None:
    tracked = (
        "<table:tracked-changes><table:cell-content-change><table:previous>"
        "<table:change-track-table-cell><text:p>99</text:p></table:change-track-table-cell>"
        "</table:previous></table:cell-content-change></table:tracked-changes>"
    )
    linked = f"<table:dde-links>{table(row(text_cell('elsewhere')))}</table:dde-links>"
    (sheet,) = read(ods_of(f"{tracked}{table(row(text_cell('a')))}{linked}"))["sheets"]
    assert sheet["columns"] == [["a"]]


@pytest.mark.parametrize(
    ("attributes", "text", "seen", "code"),
    [
        # The text that a program left beside the value shows another number.
        ('office:value-type="float" office:value="640"', "610", "610", "format_changes"),
        ('office:value-type="percentage" office:value="0.47"', "47%", "47%", None),
        ('office:value-type="percentage" office:value="0.4744"', "47%", "47.44%", "format_rounds"),
        ('office:value-type="date" office:date-value="2024-03-31"', "R6.3.31", "R6.3.31", None),
        ('table:formula="of:=SUM([.A1])"', "", "#NOT-COMPUTED!", "formula_uncomputed"),
        ('office:value-type="string"', "#N/A", "#N/A", None),
    ],
)
def test_cells_without_a_style(attributes: str, text: str, seen: str, code: str | None) -> None:
    paragraph = f"<text:p>{text}</text:p>" if text else ""
    sheet = sheet_of(row(f"<table:table-cell {attributes}>{paragraph}</table:table-cell>"))
    assert sheet["columns"] == [[seen]]
    assert [doubt[2] for doubt in sheet["doubts"]] == ([code] if code else [])


def test_style_of_row_or_column_counts_where_the_cell_has_none() -> None:
    struck = (
        '<style:style style:name="base" style:family="table-cell"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="cut" style:family="table-cell"'
        ' style:parent-style-name="base"/>'
    )
    column = '<table:table-column table:default-cell-style-name="cut"/>'
    sheet = sheet_of(column, row(text_cell("640"), text_cell("kept")), styles=struck)
    assert [doubt[:3] for doubt in sheet["doubts"]] == [[0, 0, "cell_struck"]]


BOMB = row(
    text_cell("x", 'table:number-columns-repeated="16384"'),
    attributes='table:number-rows-repeated="1048576"',
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ods_of(table(BOMB)), "workbook_too_large"),
        (ods_of("".join(table() for _ in range(251))), "workbook_too_large"),
    ],
    ids=["repeated", "sheets"],
)
def test_what_is_not_opened(reads: Reads, data: bytes, code: str) -> None:
    assert [problem.code for problem in reads.data(data).problems] == [code]


def test_document_type_and_password_are_refused() -> None:
    content = content_of(table()).replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
    encrypted = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    for part, text, code in (
        ("content.xml", content, "workbook_suspicious"),
        ("META-INF/manifest.xml", encrypted, "file_encrypted"),
    ):
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            archive.writestr(part, text)
        with pytest.raises(Refusal, match=code):
            read(written.getvalue())
