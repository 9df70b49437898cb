"""The rows of a worksheet as the XML that spreadsheets read, from typed columns.

Written here because the libraries round figures to 16 digits (XlsxWriter) or take ten times as
long (openpyxl), and a figure must be the same double in every file: `docs/performance.md`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
from xlsxwriter.utility import xl_col_to_name

# Excel takes 32,767 UTF-16 units in a cell; a character has at most two.
MAX_CHARACTERS: Final = 16_383

# Day 0 of a spreadsheet's calendar is 1899-12-30, 25,569 days before 1970-01-01.
EPOCH_DAYS: Final = 25_569
SECONDS_A_DAY: Final = 86_400

XML_SIGNS: Final = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))

# Signs that XML 1.0 cannot carry, and texts that look like Excel's escape for one.
ESCAPED: Final = r"[\x00-\x08\x0B-\x1F\x{FFFE}\x{FFFF}]|_x[0-9A-Fa-f]{4}_"
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def rows_xml(
    table: pa.Table,
    first_row: int,
    styles: list[tuple[str, str]],
    written: Mapping[str, pa.ChunkedArray],
) -> bytes:
    """`<row>` elements for `table`, numbered from `first_row`.

    `styles`: of each column the style of a cell, and of one that is a percent. `written`: columns
    of figures as people write them: 49.6% is its number in percent style, 17/20 a text. A missing
    value has no cell at all.
    """
    table = table.combine_chunks()
    numbers = pa.array(range(first_row, first_row + table.num_rows)).cast(pa.string())
    cells = []
    for index, (name, column) in enumerate(zip(table.column_names, table.columns, strict=True)):
        place = _Place(numbers, xl_col_to_name(index), *styles[index])
        texts = written[name].combine_chunks() if name in written else None
        values = column.combine_chunks()
        cells.append(_cells(values, place) if texts is None else _figures(values, texts, place))
    rows = pc.binary_join_element_wise('<row r="', numbers, '">', *cells, "</row>", "")
    whole = pa.ListArray.from_arrays(pa.array([0, len(rows)], pa.int32()), rows)
    return str(pc.binary_join(whole, "")[0].as_py()).encode()


@dataclass(frozen=True)
class _Place:
    """Where the cells of a column stand (numbers of the rows, letter) and their styles."""

    numbers: pa.Array
    letter: str
    plain: str
    percent: str


def _cells(values: pa.Array, place: _Place, style: str | None = None) -> pa.Array:
    kind, before, content, after = _content(values)
    opening = f'" s="{style or place.plain}"{kind}>{before}'
    cells = pc.binary_join_element_wise(
        f'<c r="{place.letter}', place.numbers, opening, content, f"{after}</c>", ""
    )
    return pc.fill_null(cells, "")


def _figures(values: pa.Array, texts: pa.Array, place: _Place) -> pa.Array:
    is_percent = pc.fill_null(pc.ends_with(texts, "%"), fill_value=False)
    is_items = pc.fill_null(pc.match_substring(texts, "/"), fill_value=False)
    numbers = pc.if_else(is_percent, _cells(values, place, place.percent), _cells(values, place))
    return pc.if_else(is_items, _cells(texts, place), numbers)


def _content(values: pa.Array) -> tuple[str, str, pa.Array, str]:
    """(type attribute, tags before, text of each cell, tags after)."""
    kind = values.type
    if pa.types.is_string(kind):
        return ' t="inlineStr"', '<is><t xml:space="preserve">', _xml_text(values), "</t></is>"
    if pa.types.is_boolean(kind):
        return ' t="b"', "<v>", values.cast(pa.int8()).cast(pa.string()), "</v>"
    if pa.types.is_date32(kind):
        values = pc.add(values.cast(pa.int32()), EPOCH_DAYS)
    elif pa.types.is_timestamp(kind):
        seconds = values.cast(pa.int64()).cast(pa.float64())
        values = pc.add(pc.divide(seconds, SECONDS_A_DAY), EPOCH_DAYS)
    return "", "<v>", values.cast(pa.string()), "</v>"


def _xml_text(texts: pa.Array) -> pa.Array:
    texts = _cut(texts)
    if pc.any(pc.match_substring_regex(texts, ESCAPED), min_count=0).as_py():
        texts = pa.array([words and _ESCAPED.sub(_escape, words) for words in texts.to_pylist()])
    for sign, entity in XML_SIGNS:
        texts = pc.replace_substring(texts, sign, entity)
    return texts


def _cut(texts: pa.Array) -> pa.Array:
    is_long = pc.greater(pc.utf8_length(texts), MAX_CHARACTERS)
    if not pc.any(is_long, min_count=0).as_py():
        return texts
    cut = pc.binary_join_element_wise(pc.utf8_slice_codeunits(texts, 0, MAX_CHARACTERS), "…", "")
    return pc.if_else(is_long, cut, texts)


def _escape(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"
