"""CSV text → sheet. Every cell stays a text; a record that does not fit is named, never bent.

Two parsers: Arrow for what is regular, Python's csv for the records that are not. Both give the
same cells (a property test holds them together).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from yamato_dx.intake.files.cell_grid import CellGrid, grid_of_records
from yamato_dx.intake.files.delimiter import DELIMITERS, TITLES, delimiter_of, unclear_commas
from yamato_dx.intake.files.encoding import LOOK_ALIKES, decode
from yamato_dx.intake.files.envelope import Lead, lead_of, with_notes, without_end_mark
from yamato_dx.intake.files.garbled import garbled_heading
from yamato_dx.intake.files.limits import TABLE_BYTES
from yamato_dx.intake.files.records import Lines, Records, joined
from yamato_dx.intake.files.sheet import Column, Sheet, SheetFile
from yamato_dx.intake.header import known_columns
from yamato_dx.intake.problem import Problem

_HEAD: Final = 65_536
# By so many known headings a line is known as one of headings.
_HEADINGS: Final = 3
_LONGEST_TOLD: Final = 60
_BLOCK: Final = 16 * 1024 * 1024
_QUOTE: Final = ord('"')


def read_csv(data: bytes) -> SheetFile | Problem:
    """Read a CSV file: its rows, and a problem for every record that cannot be one."""
    decoded = decode(data)
    if isinstance(decoded, Problem):
        return _garbled(data) or _look_alike(data) or decoded
    text = without_end_mark(decoded.utf8)
    lead = lead_of(text)
    utf8 = text[lead.length :]
    delimiter = lead.delimiter or delimiter_of(utf8)
    if isinstance(delimiter, Problem):
        return delimiter
    if len(utf8) > TABLE_BYTES:
        lead = _without_titles(lead, utf8, delimiter)
        utf8 = text[lead.length :]
    if delimiter == ";" and (unclear := unclear_commas(decoded.utf8)):
        return unclear
    header = _header(utf8, delimiter)
    if isinstance(header, Problem):
        return header
    if decoded.encoding == "cp932" and not known_columns(header) and (other := _look_alike(data)):
        return other
    if garbled := garbled_heading(header):
        return garbled
    sheet = _regular(utf8, header, delimiter) or _irregular(utf8, header, delimiter)
    sheet = with_notes(sheet, lead, utf8).without_blank_rows()
    return SheetFile(
        (replace(sheet, delimiter=delimiter),),
        decoded.encoding,
        lambda: _grids(decoded.utf8, delimiter),
    )


def _without_titles(lead: Lead, utf8: bytes, delimiter: str) -> Lead:
    """With the lines before the headings of a file too large to be looked at cell by cell."""
    lines = utf8[:_HEAD].splitlines(keepends=True)[:TITLES]
    for place, line in enumerate(lines):
        known = known_columns(line.decode("utf-8", errors="ignore").split(delimiter))
        if len(known) >= _HEADINGS:
            return _behind_titles(lead, lines[:place]) if place else lead
    return lead


def _behind_titles(lead: Lead, titles: Sequence[bytes]) -> Lead:
    first = titles[0].decode("utf-8", errors="ignore").strip()
    rows = [str(lead.lines + place + 1) for place in range(len(titles))]
    values = {"count": len(titles), "rows": "、".join(rows), "text": first[:_LONGEST_TOLD]}
    note = Problem("note", "rows_passed", row=lead.lines + 1, values=values)
    return replace(
        lead,
        length=lead.length + sum(map(len, titles)),
        lines=lead.lines + len(titles),
        notes=(*lead.notes, note),
    )


def _grids(utf8: bytes, delimiter: str) -> tuple[CellGrid, ...]:
    """All records, titles included, as far as they can be read; none of a file of so many that no
    person made it by hand."""
    if len(utf8) > TABLE_BYTES:
        return ()
    lines = Lines.of(utf8, delimiter, 1)
    records: list[list[str]] = []
    torn: list[int] = []
    line = 0
    while line < len(lines):
        for cells, behind in lines.records_from(line, delimiter):
            if isinstance(cells, str):
                torn.append(len(records))
            records.append([cells] if isinstance(cells, str) else cells)
            line = behind
    has_open_end = not utf8.endswith((b"\n", b"\r"))
    return (grid_of_records(records, torn, has_open_end=has_open_end),)


def _first_line(data: bytes) -> bytes:
    return next(iter(data[:_HEAD].splitlines()), b"")


def _header(utf8: bytes, delimiter: str) -> tuple[str, ...] | Problem:
    head = utf8[:_HEAD].decode("utf-8", errors="ignore")
    try:
        records = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter, strict=True)
        return tuple(next(records, []))
    except csv.Error:
        return Problem("refuse", "header_broken", row=1)


def _garbled(data: bytes) -> Problem | None:
    line = _first_line(data).decode("utf-8", errors="ignore")
    return garbled_heading(_headings(line))


def _look_alike(data: bytes) -> Problem | None:
    """EUC-JP often passes for CP932 as half-width katakana; its headings betray it, but for those
    of ASCII, which are the same in every encoding."""
    first_line = _first_line(data)
    for encoding in () if first_line.isascii() else LOOK_ALIKES:
        try:
            line = first_line.decode(encoding)
        except UnicodeDecodeError:
            continue
        if known_columns(_headings(line)):
            return Problem("refuse", "encoding_euc")
    return None


def _headings(line: str) -> list[str]:
    """Whatever stands between them."""
    return re.split(f"[{''.join(DELIMITERS)}]", line)


def _regular(utf8: bytes, header: tuple[str, ...], delimiter: str) -> Sheet | None:
    """The sheet, if every record has as many cells as the header and every quote its place."""
    quoting = _quoting(utf8, delimiter)
    if quoting is None or not header:
        return None
    try:
        form = _form(delimiter, quoting=quoting, newlines=quoting)
        columns = _arrow_columns(utf8.rstrip(b"\r\n"), len(header), form)
    except pa.ArrowInvalid:
        return None
    below = tuple(Column(column.codes[1:], column.words) for column in columns)
    row_nos = np.arange(2, len(below[0].codes) + 2, dtype=np.int64)
    return Sheet(None, header, below, row_nos)


def _arrow_columns(utf8: bytes, width: int, form: pa_csv.ParseOptions) -> tuple[Column, ...]:
    """The columns of records that all have as many cells. Raises ArrowInvalid."""
    names = [str(place) for place in range(width)]
    table = pa_csv.read_csv(
        pa.BufferReader(_arrows_own(utf8)),
        pa_csv.ReadOptions(column_names=names, block_size=_BLOCK),
        form,
        pa_csv.ConvertOptions(
            column_types={name: pa.dictionary(pa.int32(), pa.string()) for name in names},
            check_utf8=False,
        ),
    )
    return tuple(_arrow_column(table.column(name)) for name in names)


def _arrows_own(utf8: bytes) -> pa.Buffer:
    """In memory that its threads let go without the interpreter: one that still held our bytes
    while the interpreter ends, because a record before did not fit, would take the process down."""
    copied = pa.BufferOutputStream()
    copied.write(utf8)
    return copied.getvalue()


def _form(delimiter: str, *, quoting: bool, newlines: bool) -> pa_csv.ParseOptions:
    """`newlines`: whether they may stand within quotes."""
    return pa_csv.ParseOptions(
        delimiter=delimiter,
        quote_char='"' if quoting else False,
        newlines_in_values=newlines,
        ignore_empty_lines=False,
    )


def _arrow_column(cells: pa.ChunkedArray) -> Column:
    chunks = cells.unify_dictionaries().chunks
    codes = np.concatenate([chunk.indices.to_numpy() for chunk in chunks])
    words = chunks[0].dictionary.to_numpy(zero_copy_only=False)
    return Column(codes.astype(np.int64), words)


def _quoting(utf8: bytes, delimiter: str) -> bool | None:
    """Whether cells are quoted; None where a quote stands elsewhere than around a whole cell.

    In regular text every odd quote opens after a delimiter or closes a doubled quote, and every
    even one closes before a delimiter or opens a doubled quote.
    """
    if b'"' not in utf8:
        return False
    octets = np.frombuffer(b"\n" + utf8 + b"\n", dtype=np.uint8)
    quotes = np.flatnonzero(octets == _QUOTE)
    borders = np.frombuffer(b'\r\n"' + delimiter.encode(), dtype=np.uint8)
    beside = np.concatenate([octets[quotes[0::2] - 1], octets[quotes[1::2] + 1]])
    is_regular = len(quotes) % 2 == 0 and bool(np.isin(beside, borders).all())
    return True if is_regular else None


def _irregular(utf8: bytes, header: tuple[str, ...], delimiter: str) -> Sheet:
    """What of a text that is not regular all the same is, in the order of its records."""
    width = len(header)
    lines = Lines.of(utf8, delimiter, width)
    records = Records.of(lines, delimiter, width)
    columns, row_nos = records.columns(), np.array(records.row_nos, dtype=np.int64)
    if records.stretches:
        text = records.regular_text(lines)
        form = _form(delimiter, quoting=b'"' in text, newlines=False)
        regular = _arrow_columns(text, width, form)
        row_nos = np.concatenate([records.regular_row_nos(), row_nos])
        assert len(row_nos) == len(records.row_nos) + len(regular[0].codes), "each line is a record"
        columns, row_nos = joined(regular, columns, row_nos)
    problems, wide = tuple(records.problems), frozenset(records.wide)
    return Sheet(None, header, columns, row_nos, problems, wide_rows=wide).without_blank_rows()
