"""Runs alone, as a process that may die: xlsx bytes in, JSON out, nothing heavy imported.

Output: {"refused": code}, or {"sheets": [{"name", "is_hidden", "columns": [[text, …], …],
"hidden_rows": [row, …], "hidden_columns": [column, …],
"struck_rows": [row, …], "doubts": [[row, column, code, values, readings], …],
"comments": [[row, column, words], …],
"merged": [[first row, first column, last row, last column], …]}]}, rows and columns from 0, every
cell as the text that a person sees: of merged cells the first has it, the others are blank.
"""

from __future__ import annotations

import gc
import io
import json
import sys
import zipfile
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from yamato_dx.intake.files.limits import MEMORY_BYTES, SECONDS
from yamato_dx.intake.files.workbooks.ods import read_ods
from yamato_dx.intake.files.workbooks.refusal import Refusal
from yamato_dx.intake.files.workbooks.xls import read_xls
from yamato_dx.intake.files.workbooks.xlsx import read_xlsx


def limit_resources() -> None:
    """Memory and CPU of this process; Windows has no such limit, there only the clock holds."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def read(data: bytes) -> dict[str, Any]:
    """Which workbook it is was seen by its bytes before; here it is asked once more."""
    if not data.startswith(b"PK"):
        is_xml = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        return {"sheets": read_ods(data) if is_xml else read_xls(data)}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        is_xlsx = "xl/workbook.xml" in archive.namelist()
    return {"sheets": read_xlsx(data) if is_xlsx else read_ods(data)}


def main() -> None:
    limit_resources()
    gc.disable()  # a million texts and no cycles: looking for them costs a quarter of the time
    try:
        answer = read(sys.stdin.buffer.read())
    except Refusal as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": "workbook_too_large"}
    except (
        zipfile.BadZipFile,
        ParseError,
        ExpatError,
        ValueError,
        LookupError,
        ArithmeticError,
        AssertionError,
        OSError,
    ):
        answer = {"refused": "workbook_broken"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
