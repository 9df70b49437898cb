"""One sheet of awkward cells in each of the formats: as xlsx, as xls, as ods."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES: Final = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
    for name, uri in {
        **{name: name for name in ("office", "table", "text", "style", "manifest")},
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
    }.items()
)


@dataclass(frozen=True)
class Cell:
    """`value`: a number, a truth value, a text, or runs of a text with whether each is struck out.

    `form`: the number format; `data_style`: the same as LibreOffice writes it, its value kept as
    `kind`; `shown`: what it then writes beside the value. `look`: struck, raised or white.
    """

    value: Any
    form: str = "General"
    data_style: str = ""
    kind: str = "float"
    shown: str = ""
    look: str = ""


def number(attributes: str) -> str:
    return f"<number:number {attributes}/>"


def words(text: str) -> str:
    return f"<number:text>{escape(text)}</number:text>"


_WHOLE: Final = 'number:decimal-places="0" number:min-integer-digits="1"'
_GROUPED: Final = f'{_WHOLE} number:grouping="true"'
_DATE: Final = (
    '<number:era calendar="gengou" number:style="long"/><number:year number:calendar="gengou"/>'
    f"{words('年')}<number:month/>{words('月')}<number:day/>{words('日')}"
)
_HOURS: Final = f'<number:hours/>{words(":")}<number:minutes number:style="long"/>'

CELLS: Final[dict[str, Cell]] = {
    "plain": Cell(1105, shown="1105"),
    "decimal": Cell(0.47, shown="0.47"),
    "rounded share": Cell(0.4744, "0%", f"P:{number(_WHOLE)}{words('%')}", "percentage", "47%"),
    "percent as words": Cell(47, '0"%"', f"N:{number(_WHOLE)}{words('%')}", shown="47%"),
    "thousands": Cell(
        12345,
        "#,##0,",
        f"N:{number(_GROUPED + ' number:display-factor=' + chr(34) + '1000' + chr(34))}",
        shown="12",
    ),
    "fiscal year": Cell(
        6, '"令和"0"年度"', f"N:{words('令和')}{number(_WHOLE)}{words('年度')}", shown="令和6年度"
    ),
    "about": Cell(
        640, '"約"0"件"', f"N:{words('約')}{number(_WHOLE)}{words('件')}", shown="約640件"
    ),
    "negative": Cell(
        -3,
        '#,##0;"△"#,##0',
        f"N:{words('△')}{number(_GROUPED)}"
        '<style:map style:condition="value()&gt;=0" style:apply-style-name="positive"/>',
        shown="△3",
    ),
    "date": Cell(45382, '[$-411]ggge"年"m"月"d"日"', f"D:{_DATE}", "date", "令和6年3月31日"),
    "hours": Cell(408.1875, "[h]:mm", f"T:{_HOURS}", "time", "9796:30"),
    "fraction": Cell(
        0.85,
        "?/??",
        'N:<number:fraction number:min-numerator-digits="1" number:min-denominator-digits="2"/>',
        shown="17/20",
    ),
    "hidden by its format": Cell(5, ";;;", f"N:{words('')}", shown=""),
    "hidden in its colour": Cell(5, look="white", shown="5"),
    "struck out": Cell(640, look="struck", shown="640"),
    "raised": Cell(80, look="raised", shown="80"),
    "struck in part": Cell([("610", True), ("640", False)], kind="string"),
    "text": Cell("令和6年度", kind="string"),
    "true": Cell(value=True, kind="boolean", shown="TRUE"),
}
_TAGS: Final = {"P": "percentage", "N": "number", "D": "date", "T": "time"}


def xlsx(cells: Sequence[Cell]) -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet("報告")
        struck = book.add_format({"font_strikeout": True})
        for row, cell in enumerate(cells):
            looks = {"struck": {"font_strikeout": True}, "raised": {"font_script": 1}}
            look = looks.get(cell.look, {"font_color": "#FFFFFF"} if cell.look else {})
            form = book.add_format({"num_format": cell.form, **look})
            if isinstance(cell.value, list):
                runs = [(struck, text) if is_struck else (text,) for text, is_struck in cell.value]
                sheet.write_rich_string(row, 0, *(part for run in runs for part in run))
            else:
                sheet.write(row, 0, cell.value, form)
    return written.getvalue()


def xls(cells: Sequence[Cell]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("報告")
    fonts = {"struck": "struck_out on", "raised": "escapement superscript", "white": "color white"}
    for row, cell in enumerate(cells):
        style = xlwt.easyxf(f"font: {fonts[cell.look]}" if cell.look else "")
        style.num_format_str = cell.form
        if isinstance(cell.value, list):
            looks = {
                True: xlwt.easyfont("struck_out on"),
                False: xlwt.easyfont("struck_out off"),
            }
            sheet.write_rich_text(
                row, 0, [(text, looks[is_struck]) for text, is_struck in cell.value]
            )
        else:
            sheet.write(row, 0, cell.value, style)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def ods(cells: Sequence[Cell]) -> bytes:
    rows = "".join(
        f"<table:table-row>{_ods_cell(place, cell)}</table:table-row>"
        for place, cell in enumerate(cells)
    )
    styles = "".join(_ods_style(place, cell) for place, cell in enumerate(cells))
    return ods_of(f'<table:table table:name="報告">{rows}</table:table>', styles)


def ods_of(tables: str, styles: str = "") -> bytes:
    """An archive as LibreOffice packs it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", OPEN_DOCUMENT, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content_of(tables, styles))
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {_NAMESPACES}/>")
    return written.getvalue()


def content_of(tables: str, styles: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES}>'
        "<office:automatic-styles>"
        '<style:style style:name="struck" style:family="text"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style>'
        f'<number:number-style style:name="positive">{number(_GROUPED)}</number:number-style>'
        f"{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _ods_style(place: int, cell: Cell) -> str:
    kind, _, parts = cell.data_style.partition(":")
    looks = {
        "struck": 'style:text-line-through-style="solid"',
        "raised": 'style:text-position="super 58%"',
        "white": 'fo:color="#ffffff"',
        "": "",
    }
    elapsed = ' number:truncate-on-overflow="false"' if kind == "T" else ""
    tag = f"number:{_TAGS.get(kind, '')}-style"
    data = f'<{tag} style:name="N{place}"{elapsed}>{parts}</{tag}>' if kind else ""
    named = f' style:data-style-name="N{place}"' if kind else ""
    return (
        f'{data}<style:style style:name="ce{place}" style:family="table-cell"{named}>'
        f"<style:text-properties {looks[cell.look]}/></style:style>"
    )


def _ods_cell(place: int, cell: Cell) -> str:
    values = {
        "boolean": f'office:boolean-value="{str(cell.value).lower()}"',
        "date": 'office:date-value="2024-03-31"',
        "time": 'office:time-value="PT9796H30M00S"',
        "string": "",
    }
    value = values.get(cell.kind, f'office:value="{cell.value}"')
    return (
        f'<table:table-cell table:style-name="ce{place}" office:value-type="{cell.kind}" {value}>'
        f"<text:p>{_ods_text(cell)}</text:p></table:table-cell>"
    )


def _ods_text(cell: Cell) -> str:
    if isinstance(cell.value, list):
        return "".join(
            f'<text:span text:style-name="struck">{text}</text:span>' if is_struck else text
            for text, is_struck in cell.value
        )
    return cell.value if isinstance(cell.value, str) else cell.shown
