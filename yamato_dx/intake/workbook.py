"""xlsx → sheets, through a child process that is limited in time and memory and may die."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from yamato_dx.intake.problem import Problem
from yamato_dx.intake.sheet import Column, Document, Sheet
from yamato_dx.intake.workbook_limits import (
    PACKED_RATIO,
    PARTS,
    RATIO_COUNTS_FROM,
    SECONDS,
    UNPACKED_BYTES,
)

_CHILD: Final = "yamato_dx.intake.workbook_child"
_ROOT: Final = Path(__file__).parent.parent.parent


def read_workbook(data: bytes) -> Document | Problem:
    """Read every sheet of an xlsx file as text, or say in one problem why it is not opened."""
    if _is_bomb(data):
        return Problem("refuse", "workbook_too_large")
    answer = _ask_child(data)
    if "refused" in answer:
        return Problem("refuse", str(answer["refused"]))
    sheets = tuple(_sheet(one["name"], one["rows"]) for one in answer["sheets"])
    return Document(sheets, "xlsx")


def _is_bomb(data: bytes) -> bool:
    """By what the archive says of itself; one that lies about it meets the child's limits."""
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
            cwd=_ROOT,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "workbook_too_large"}
    if done.returncode != 0:
        return {"refused": "workbook_too_large"}
    answer: Mapping[str, Any] = json.loads(done.stdout)
    return answer


def _sheet(name: str, rows: list[list[str]]) -> Sheet:
    """The first row is the header; a cell outside its width gets a heading that is blank."""
    width = max(map(len, rows), default=0)
    full = [row + [""] * (width - len(row)) for row in rows]
    header = tuple(full[0]) if full else ()
    columns = tuple(
        Column.of([row[place] for row in full[1:]], [True] * (len(full) - 1))
        for place in range(width)
    )
    row_nos = np.arange(2, len(full) + 1, dtype=np.int64)
    return Sheet(name, header, columns, row_nos).without_blank_rows()
