"""What stands around the table of a text file: lines before its heading, the end of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from yamato_dx.intake.files.sheet import Sheet
from yamato_dx.intake.header import roles_of
from yamato_dx.intake.problem import Problem
from yamato_dx.lettering import is_blank
from yamato_dx.problem_types import Severity

# How old systems end a text; no row.
_END_MARK: Final = re.compile(rb"\x1a[\x1a\r\n]*\Z")
_LONGEST_END: Final = 256
_FIGURES: Final = frozenset(("actual_value", "numerator", "denominator", "weight"))
_LINE_END: Final = rb"(?:\r\n|\n|\r)"
_BLANK_LINES: Final = re.compile(rb"(?:[ \t,;|]*" + _LINE_END + rb")+")
_SEPARATOR_LINE: Final = re.compile(
    rb'"?sep=(?P<delimiter>[,;\t|])"?[ \t,;|]*' + _LINE_END, re.IGNORECASE
)


def without_end_mark(data: bytes) -> bytes:
    return _END_MARK.sub(b"", data) if b"\x1a" in data[-_LONGEST_END:] else data


@dataclass(frozen=True)
class Lead:
    """What stands before the heading. `lines`: blank ones, which a spreadsheet shows."""

    length: int
    lines: int
    delimiter: str
    notes: tuple[Problem, ...]


def lead_of(utf8: bytes) -> Lead:
    """Blank lines, and the line sep=, by which a spreadsheet is told the delimiter."""
    first = _BLANK_LINES.match(utf8)
    start = first.end() if first else 0
    separator = _SEPARATOR_LINE.match(utf8, start)
    second = _BLANK_LINES.match(utf8, separator.end()) if separator else None
    end = second.end() if second else separator.end() if separator else start
    lines = sum(
        len(lines_before.group().splitlines()) for lines_before in (first, second) if lines_before
    )
    delimiter = separator["delimiter"].decode("utf-8") if separator else ""
    notes = []
    if separator:
        notes.append(Problem("note", "separator_line", values={"line": f"sep={delimiter}"}))
    if lines:
        notes.append(Problem("note", "blank_lines_before", values={"lines": lines}))
    return Lead(end, lines, delimiter, tuple(notes))


def with_notes(sheet: Sheet, lead: Lead, utf8: bytes) -> Sheet:
    """Rows counted from the top of the file, and what is to be told of the file."""
    if lead.lines:
        moved = (
            replace(problem, row=(problem.row or 0) + lead.lines) for problem in sheet.problems
        )
        sheet = replace(
            sheet,
            row_nos=sheet.row_nos + lead.lines,
            problems=tuple(moved),
            wide_rows=frozenset(row_no + lead.lines for row_no in sheet.wide_rows),
            header_row=sheet.header_row + lead.lines,
        )
    return replace(sheet, problems=(*lead.notes, *sheet.problems, *_open_end(sheet, utf8)))


def _open_end(sheet: Sheet, utf8: bytes) -> tuple[Problem, ...]:
    """A last line without its end: the file may have been cut, and its last cell with it. A figure
    may have lost digits: then a person says that it is whole."""
    if utf8.endswith((b"\n", b"\r")) or not len(sheet.row_nos):
        return ()
    if any((problem.row or 0) > sheet.row_nos[-1] for problem in sheet.torn):
        return ()
    last = [str(column.words[column.codes[-1]]) for column in sheet.columns]
    filled = [place for place, cell in enumerate(last) if not is_blank(cell)]
    if not filled:
        return ()
    place = filled[-1]
    is_figure = roles_of(sheet.header)[place] in _FIGURES
    heading, value, row = sheet.header[place].strip(), last[place].strip(), int(sheet.row_nos[-1])
    severity: Severity = "confirm" if is_figure else "note"
    return (Problem(severity, "last_line_open", row, heading, value, values={"value": value}),)
