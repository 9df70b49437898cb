"""Fictitious tables as offices make them, which are in no long layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final

import openpyxl

Rows = Sequence[Sequence[object]]

# The column of the year's figures is called 状況, and the one of numbers 通し.
MISREAD: Final[Rows] = (
    ("取組状況の報告（令和6年度）",),
    (),
    ("通し", "何の数か", "単位", "状況", "メモ"),
    (4, "証明書の発行", "件", 640, ""),
    ("9-1", "講座の受講者", "人", 81, ""),
)
# The same form a year later.
A_YEAR_LATER: Final[Rows] = (
    ("取組状況の報告（令和7年度）",),
    ("提出：5月1日",),
    (),
    ("通し", "何の数か", "単位", "状況", "メモ"),
    (4, "証明書の発行", "件", 650, ""),
    ("9-1", "講座の受講者", "人", 82, ""),
)
# The column 前年 came in before 状況.
CHANGED: Final[Rows] = (
    ("取組状況の報告（令和7年度）",),
    (),
    ("通し", "何の数か", "単位", "前年", "状況", "メモ"),
    (4, "証明書の発行", "件", 640, 650, ""),
)
ACROSS: Final[Rows] = (
    ("番号", "指標名", "単位", "R5実績", "R6目標", "R6実績"),
    (4, "コンビニ交付システムによる証明書等年間発行件数", "件", 500, 600, 640),
    ("9-1", "スマートフォン講座年間受講者数（延数）", "人", 70, 75, "八十"),
)


def book(sheets: Mapping[str, Rows]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()
