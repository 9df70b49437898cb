"""Workbooks → sheets, through a child process that is limited in time and memory and may die."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from yamato_dx.intake.files.cell_grid import grid_of_columns
from yamato_dx.intake.files.limits import (
    PACKED_RATIO,
    PARTS,
    RATIO_COUNTS_FROM,
    SECONDS,
    TOLD,
    UNPACKED_BYTES,
)
from yamato_dx.intake.files.marks import marks_of
from yamato_dx.intake.files.sheet import Column, Mark, Sheet, SheetFile
from yamato_dx.intake.problem import Problem
from yamato_dx.lettering import is_blank
from yamato_dx.root import ROOT

_CHILD: Final = "yamato_dx.intake.files.workbooks.child"
_TOO_LARGE: Final = "workbook_too_large"


def read_workbook(data: bytes, kind: str) -> SheetFile | Problem:
    """Every sheet of a workbook as a person sees it, or why it is not opened."""
    if _is_bomb(data):
        return Problem("refuse", _TOO_LARGE, values=TOLD)
    answer = _ask_child(data)
    if "refused" in answer:
        return Problem("refuse", str(answer["refused"]), values=TOLD)
    sheets = tuple(_sheet(sheet) for sheet in answer["sheets"])
    return SheetFile(sheets, kind, lambda: tuple(map(grid_of_columns, answer["sheets"])))


def _is_bomb(data: bytes) -> bool:
    """By what the archive says of itself; one that lies about it meets the child's limits."""
    if not data.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    return (
        len(parts) > PARTS
        or sum(part.file_size for part in parts) > UNPACKED_BYTES
        or any(
            part.file_size > RATIO_COUNTS_FROM
            and part.file_size > PACKED_RATIO * max(part.compress_size, 1)
            for part in parts
        )
    )


def _ask_child(data: bytes) -> Mapping[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no text of the user
            [sys.executable, "-m", _CHILD],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            cwd=ROOT,
        )
    except subprocess.TimeoutExpired:
        return {"refused": _TOO_LARGE}
    if done.returncode != 0:
        return {"refused": _TOO_LARGE}
    answer: Mapping[str, Any] = json.loads(done.stdout)
    return answer


def _sheet(cells: Mapping[str, Any]) -> Sheet:
    """The first row that is not blank is the header; a cell outside its width gets a blank one."""
    lead = _blank_rows_before(cells["columns"])
    cells = _from_row(cells, lead)
    columns: Sequence[Sequence[str]] = cells["columns"]
    header = tuple(texts[0] if texts else "" for texts in columns)
    row_nos = np.arange(2, max(map(len, columns), default=1) + 1, dtype=np.int64) + lead
    sheet = Sheet(
        cells["name"],
        header,
        tuple(Column.of(texts[1:]) for texts in columns),
        row_nos,
        _lead_note(lead, cells["name"]),
        is_hidden=cells["is_hidden"],
        header_row=lead + 1,
        merged=frozenset(_merged_columns(cells["merged"], lead)),
    )
    return replace(sheet.without_blank_rows(), marks=tuple(_marks(cells, header, lead)))


def _blank_rows_before(columns: Sequence[Sequence[str]]) -> int:
    """0 where every row is blank."""
    rows = enumerate(zip(*columns, strict=True))
    return next((row for row, texts in rows if not all(map(is_blank, texts))), 0)


def _from_row(sheet: Mapping[str, Any], lead: int) -> Mapping[str, Any]:
    """The sheet without its first rows, the others counted from 0."""
    if not lead:
        return sheet
    cells = {
        name: [[row - lead, *rest] for row, *rest in sheet[name] if row >= lead]
        for name in ("doubts", "comments")
    }
    rows = {
        name: [row - lead for row in sheet[name] if row >= lead]
        for name in ("hidden_rows", "struck_rows")
    }
    return {**sheet, **cells, **rows, "columns": [texts[lead:] for texts in sheet["columns"]]}


def _merged_columns(areas: Iterable[Sequence[int]], heading: int) -> Iterator[int]:
    """Those of cells below the heading (its row from 0) that lie under a merged one."""
    for top, left, bottom, right in areas:
        if bottom > heading:
            yield from range(left + (bottom == top), right + 1)


def _lead_note(lead: int, name: str) -> tuple[Problem, ...]:
    values = {"lines": lead}
    return (Problem("note", "blank_lines_before", sheet=name, values=values),) if lead else ()


def _marks(cells: Mapping[str, Any], header: Sequence[str], lead: int) -> Iterator[Mark]:
    """Rows counted from the top of the sheet; row 1 stands for the heading wherever it is."""
    for mark in marks_of(cells, header):
        is_heading = mark.row_no == 1
        yield mark if is_heading else replace(mark, row_no=mark.row_no + lead)
