"""xlsx: typed cells on the first sheet, definitions and circumstances on the second.

XlsxWriter makes the workbook with a pattern row; the rows themselves are put in its place.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from math import isfinite
from typing import Any, Final
from unicodedata import east_asian_width

import pandas as pd
import pyarrow as pa
import xlsxwriter

from yamato_dx.errors import Refused
from yamato_dx.i18n import number, text, true_decimals
from yamato_dx.output import palette
from yamato_dx.output.column_spec import ColumnSpec, Dtype
from yamato_dx.output.context import ExportContext
from yamato_dx.output.tables.arrow import (
    arrow_table,
    export_specs,
    in_tokyo_time,
    neutral_text,
    neutralised,
    written_columns,
)
from yamato_dx.output.tables.sheet_rows import rows_xml

MAX_ROWS: Final = 1_048_575
SLICE_ROWS: Final = 20_000
DATA_SHEET: Final = "xl/worksheets/sheet1.xml"
WIDEST: Final = 60

RATIO_DECIMALS: Final = 1
# What a cell can show, 0.1 %; and what is no difference at all.
A_STEP: Final = 0.001
EQUAL_WITHIN: Final = 1e-9

NUMBER_FORMATS: Final[dict[Dtype, str]] = {
    "text": "@",
    "integer": "0",
    "number": "General",
    "ratio": "0.{zeros}%",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm:ss",
    "flag": "General",
}

# All the digits that a double has: a share must not look rounded.
PERCENT_FORMAT: Final = "0.0##############%"

# Stored zip entries carry this day, so that the same frame gives the same bytes.
FIRST_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)


def to_xlsx(frame: pd.DataFrame, specs: tuple[ColumnSpec, ...], context: ExportContext) -> bytes:
    """`frame` as a workbook. Numbers, ratios (percent), days and moments are typed cells; a figure
    that people write as 17/20 is a text.

    Texts are strings, never formulas or links; those that begin like a formula get a '. A
    missing value is an empty cell. Refused above Excel's 1,048,575 rows.
    """
    if len(frame) > MAX_ROWS:
        raise Refused("output.too_many_rows", limit=number(MAX_ROWS, 0, context.lang))
    table = in_tokyo_time(neutralised(arrow_table(frame, specs, context)))
    shown = export_specs(specs, context)
    formats = [_number_format(spec, frame) for spec in shown]
    shell = _shell(table, shown, formats, context)
    return _with_rows(shell, table, written_columns(frame, specs))


def _number_format(spec: ColumnSpec, frame: pd.DataFrame) -> str:
    """What a spreadsheet shows of the column: of ratios as many decimals as its row that needs
    most."""
    decimals = RATIO_DECIMALS
    if spec.dtype == "ratio":
        names = [frame.get(name, name) for name in spec.beside]
        beside = pd.DataFrame(dict(enumerate(names)), index=frame.index, dtype="float64")
        near = _is_near(frame[spec.name], beside)
        for value, row in zip(
            frame.loc[near, spec.name], beside[near].itertuples(index=False), strict=True
        ):
            levels = [100 * level for level in row if isfinite(level)]
            decimals = true_decimals(100 * value, levels, decimals)
    return NUMBER_FORMATS[spec.dtype].format(zeros="0" * decimals)


def _is_near(values: pd.Series, beside: pd.DataFrame) -> pd.Series:
    """The few that lie so near to a figure beside them that a cell could show that one."""
    distance = beside.sub(values, axis="index").abs()
    return ((distance > EQUAL_WITHIN) & (distance < A_STEP)).any(axis="columns")


def _shell(
    table: pa.Table, specs: tuple[ColumnSpec, ...], formats: list[str], context: ExportContext
) -> bytes:
    """The workbook without its rows: two pattern rows of styled empty cells stand for them, the
    second for figures that are percents."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(buffer, options)
    workbook.set_properties({"title": context.title, "comments": "\n".join(context.footnotes())})
    _data_sheet(workbook, table, context, specs=specs, formats=formats)
    _definitions_sheet(workbook, specs, context)
    workbook.close()
    return buffer.getvalue()


def _head(workbook: Any) -> Any:
    return workbook.add_format(
        {"bold": True, "bg_color": palette.TILE, "bottom": 1, "text_wrap": True, "valign": "top"}
    )


def _data_sheet(
    workbook: Any,
    table: pa.Table,
    context: ExportContext,
    *,
    specs: tuple[ColumnSpec, ...],
    formats: list[str],
) -> None:
    sheet = workbook.add_worksheet(text("output.sheet.data", context.lang))
    head = _head(workbook)
    percent = workbook.add_format({"num_format": PERCENT_FORMAT})
    for index, (spec, shown) in enumerate(zip(specs, formats, strict=True)):
        heading = context.heading(spec)
        cell_format = workbook.add_format({"num_format": shown})
        sheet.set_column(index, index, _width(heading, table.column(index)))
        sheet.write_string(0, index, heading, head)
        sheet.write_blank(1, index, None, cell_format)
        sheet.write_blank(2, index, None, percent if spec.written else cell_format)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, table.num_rows, len(specs) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_header(f"&L{_print_text(context.title)}&R{_print_text(context.sample_sentence)}")


def _print_text(words: str) -> str:
    """`words` for a printed header, where & is a command and 255 characters are the most."""
    return words.replace("&", "&&")[:100]


def _definitions_sheet(
    workbook: Any, specs: tuple[ColumnSpec, ...], context: ExportContext
) -> None:
    lang = context.lang
    sheet = workbook.add_worksheet(text("output.sheet.definitions", lang))
    sheet.set_column(0, 1, 28)
    sheet.set_column(2, 2, 22)
    sheet.set_column(3, 3, 90)
    rows = [[context.title], [context.sample_sentence], *map(list, context.items()), []]
    for index, row in enumerate(rows):
        _write_texts(sheet, index, row)
    heads = [text(f"output.definition.{part}", lang) for part in ("label", "name", "unit", "text")]
    _write_texts(sheet, len(rows), heads, _head(workbook))
    for index, spec in enumerate(specs, start=len(rows) + 1):
        described = [spec.label(lang), spec.name, spec.unit_label(lang), spec.meaning(lang)]
        _write_texts(sheet, index, described)


def _write_texts(sheet: Any, row: int, words: list[str], cell_format: Any = None) -> None:
    for index, cell_text in enumerate(words):
        sheet.write_string(row, index, neutral_text(cell_text), cell_format)


def _width(heading: str, values: pa.ChunkedArray) -> float:
    """Characters that show the heading and the first values; wide signs count twice."""
    shown = [
        heading,
        *(str(value) for value in values.slice(0, 100).to_pylist() if value is not None),
    ]
    widest = max(
        sum(1 + (east_asian_width(sign) in "WF") for sign in shown_text) for shown_text in shown
    )
    return float(min(max(widest + 2, 8), WIDEST))


def _with_rows(shell: bytes, table: pa.Table, written: dict[str, pa.ChunkedArray]) -> bytes:
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(shell)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as target,
    ):
        for entry in source.infolist():
            copy = zipfile.ZipInfo(entry.filename, FIRST_ZIP_DAY)
            copy.compress_type = zipfile.ZIP_DEFLATED
            content = source.read(entry)
            if entry.filename == DATA_SHEET:
                _write_data_sheet(target, copy, xml=content.decode(), table=table, written=written)
            else:
                target.writestr(copy, content)
    return buffer.getvalue()


def _write_data_sheet(
    target: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    *,
    xml: str,
    table: pa.Table,
    written: dict[str, pa.ChunkedArray],
) -> None:
    parts = re.split(r'(<row r="2".*?</row>)(<row r="3".*?</row>)', xml, maxsplit=1)
    before, plain, percent, after = parts
    styles = list(zip(_style_ids(plain), _style_ids(percent), strict=True))
    assert len(styles) == table.num_columns, f"the pattern rows have {len(styles)} cells"
    with target.open(entry, "w", force_zip64=True) as file:
        file.write(_with_dimension(before, table.num_rows).encode())
        for start in range(0, table.num_rows, SLICE_ROWS):
            texts = {name: texts.slice(start, SLICE_ROWS) for name, texts in written.items()}
            file.write(rows_xml(table.slice(start, SLICE_ROWS), start + 2, styles, texts))
        file.write(after.encode())


def _style_ids(pattern: str) -> list[str]:
    styles = [re.search(r's="(\d+)"', cell) for cell in re.findall(r"<c [^>]*>", pattern)]
    return [style[1] if style else "0" for style in styles]


def _with_dimension(xml: str, rows: int) -> str:
    """The used range of the sheet: header and `rows`."""
    return re.sub(r'(<dimension ref="A1:[A-Z]+)\d+"', rf'\g<1>{rows + 1}"', xml, count=1)
