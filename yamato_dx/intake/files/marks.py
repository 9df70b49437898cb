"""What a workbook's cells show beside their text → faults that are told where the cell is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from yamato_dx.intake.files.cell_grid import CellDoubt
from yamato_dx.intake.files.sheet import Mark
from yamato_dx.intake.finding import Fault
from yamato_dx.intake.header import is_printed, is_witness, roles_of
from yamato_dx.intake.problem import Choice
from yamato_dx.problem_types import Severity

# Of cells that are not read.
WITNESS_DOUBTED: Final = "witness_doubted"
FORMULA_PASSED_OVER: Final = "formula_passed_over"
SEVERITIES: Final[Mapping[str, Severity]] = {
    "cell_struck": "ask",
    "cell_raised": "ask",
    "cell_invisible": "ask",
    "format_changes": "ask",
    "format_unknown": "refuse",
    "formula_uncomputed": "refuse",
    "format_rounds": "note",
    "format_about": "note",
}
# Columns whose texts are words: m² has its 2 raised, and a footnote's mark changes no figure.
_WORDS: Final = frozenset(
    ("unit", "kpi_name", "note", "reason", "value_status", "self_grade", "sample_mark")
)
# Of these a word that is missing changes nothing.
_REMARKS: Final = frozenset(("kpi_name", "note", "reason", "self_grade"))


def marks_of(sheet: Mapping[str, Any], header: Sequence[str]) -> Iterator[Mark]:
    """The marks of one sheet, as the child process tells it."""
    columns = roles_of(header)
    for row, place, code, values, readings in sheet["doubts"]:
        doubt = CellDoubt(code, values, tuple(readings))
        text = sheet["columns"][place][row]
        if row and (fault := doubt_fault(doubt, columns[place], text)):
            yield Mark(row + 1, place, fault)
    for row, place, words in sheet["comments"]:
        if place < len(header):
            yield Mark(row + 1, place, Fault("note", "cell_comment", {"comment": words}))
    for row in sheet["struck_rows"]:
        yield struck_row(row + 1)
    for row in sheet["hidden_rows"]:
        yield hidden_row(row + 1)
    for place in sheet["hidden_columns"]:
        if place < len(header) and columns[place] and not is_printed(columns[place]):
            severity: Severity = "note" if columns[place] in _WORDS else "confirm"
            yield Mark(1, place, Fault(severity, "column_hidden", {"heading": header[place]}))


def doubt_fault(doubt: CellDoubt, column: str | None, text: str) -> Fault | None:
    """What is told of a doubted cell where it is read as a cell of `column`; None: nothing."""
    if doubt.code == "cell_raised" and column in _WORDS:
        return None
    choices = tuple(_choice(reading, column) for reading in doubt.readings)
    fault = Fault(SEVERITIES[doubt.code], doubt.code, doubt.values, choices)
    shown = str(doubt.values.get("shown", text))
    return _unread(fault, column, shown) or fault


def struck_row(row_no: int) -> Mark:
    left_out = Choice("left_out", leaves_out=(row_no,), words="left_out")
    kept = Choice("kept", words="kept")
    return Mark(row_no, None, Fault("ask", "row_struck", choices=(left_out, kept)))


def hidden_row(row_no: int) -> Mark:
    return Mark(row_no, None, Fault("confirm", "row_hidden"))


def _unread(fault: Fault, role: str | None, text: str) -> Fault | None:
    """The note of what may not say what is seen, where no figure stands on it: a witness then
    bears none, and nothing is asked of a remark without a text."""
    if fault.severity == "note":
        return None
    if fault.code == "formula_uncomputed":
        is_remark = role in _REMARKS or is_witness(role)
        return Fault("note", FORMULA_PASSED_OVER) if is_remark else None
    return Fault("note", WITNESS_DOUBTED, {"text": text}) if is_witness(role) else None


def _choice(reading: str, column: str | None) -> Choice:
    """One of a cell's readings; «blank» for a cell that then says nothing."""
    cells = {column: reading} if column else {}
    return Choice(reading, cells) if reading else Choice("blank", cells, words="blank")
