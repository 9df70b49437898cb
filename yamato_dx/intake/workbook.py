"""xlsx → sheets, through a child process that is limited in time and memory and may die."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from yamato_dx.intake.problem import Problem
from yamato_dx.intake.sheet import Column, Document, Sheet
from yamato_dx.intake.workbook_limits import (
    PACKED_RATIO,
    PARTS,
    RATIO_COUNTS_FROM,
    SECONDS,
    UNPACKED_BYTES,
)
from yamato_dx.intake.workbook_marks import marks_of

_CHILD: Final = "yamato_dx.intake.workbook_child"
_ROOT: Final = Path(__file__).parent.parent.parent


def read_workbook(data: bytes) -> Document | Problem:
    """Every sheet of an xlsx file as a person sees it, or why it is not opened."""
    if _is_bomb(data):
        return Problem("refuse", "workbook_too_large")
    answer = _ask_child(data)
    if "refused" in answer:
        return Problem("refuse", str(answer["refused"]))
    sheets = tuple(_sheet(one) for one in answer["sheets"])
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


def _sheet(told: Mapping[str, Any]) -> Sheet:
    """The first row is the header; a cell outside its width gets a heading that is blank."""
    columns: Sequence[Sequence[str]] = told["columns"]
    header = tuple(texts[0] if texts else "" for texts in columns)
    read = tuple(
        Column.of(texts[1:], _flags(flags)[1:])
        for texts, flags in zip(columns, told["numbers"], strict=True)
    )
    row_nos = np.arange(2, max(map(len, columns), default=1) + 1, dtype=np.int64)
    sheet = Sheet(told["name"], header, read, row_nos, is_hidden=told["is_hidden"])
    return replace(sheet.without_blank_rows(), marks=tuple(marks_of(told, header)))


def _flags(flags: str) -> NDArray[np.bool_]:
    is_number: NDArray[np.bool_] = np.frombuffer(flags.encode(), dtype=np.uint8) == ord("1")
    return is_number
