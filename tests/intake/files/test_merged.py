"""Merged cells: the child process tells which they are, and reads what is seen of them."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from yamato_dx.intake.files.workbooks.cells import area_of
from yamato_dx.intake.files.workbooks.child import read


def xlsx() -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("実績")
        sheet.merge_range("A1:C1", "令和6年度 実績一覧")
        sheet.write_row("A2", ["年度", "KPI番号", "実績値"])
        sheet.merge_range("A3:A4", "令和6年度")
        sheet.write("A4", 2020)  # under the merged cell, as what was merged by a program keeps it
        sheet.write_row("B3", ["4", 1105])
        sheet.write_row("B4", ["5", 300])
        workbook.add_worksheet("別紙").write("A1", "merged by nobody")
    return written.getvalue()


def sheets_of(data: bytes) -> list[dict[str, Any]]:
    sheets: list[dict[str, Any]] = read(data)["sheets"]
    return sheets


def test_merged_cells_are_told_and_only_their_first_is_read() -> None:
    merged, plain = sheets_of(xlsx())
    assert [list(area) for area in merged["merged"]] == [[0, 0, 0, 2], [2, 0, 3, 0]]
    assert merged["columns"] == [
        ["令和6年度 実績一覧", "年度", "令和6年度", ""],
        ["", "KPI番号", "4", "5"],
        ["", "実績値", "1105", "300"],
    ]
    assert (plain["merged"], plain["columns"]) == ([], [["merged by nobody"]])


def test_area_of_a_reference() -> None:
    assert area_of("B3:AA10") == (2, 1, 9, 26)
    assert area_of("$C$7") == (6, 2, 6, 2)
