"""Files as town offices send them: each with its outcome, row by row where rows differ.

The table is `badinput/office/expected.json` beside the repository; its first entry says how it is
read. «read» allows notes. Each assertion shows every sentence that the file gets.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pytest

from yamato_dx.intake.earlier import NOTHING_EARLIER, Earlier
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.reports.report import ReportReading, read_report
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.plan.model.types import Plan
from yamato_dx.root import ROOT

OFFICE: Final = ROOT.parent / "shared" / "badinput" / "office"
ORDER: Final = ("refuse", "ask", "confirm", "note", "read")
FIRST_ROW: Final = 2

# Where the table is wrong, and what is held instead.
HELD_INSTEAD: Final = {
    # Its row 3 is asked, and the worst row counts.
    "61-minute-second.csv": {"outcome": "ask"},
    # Row 4 is read as 12,000, which is forty times the target and so is confirmed.
    "60-kanji-thousand.csv": {"rows": {"4": ["confirm", "12000"]}},
}


def table() -> dict[str, dict[str, Any]]:
    path = OFFICE / "expected.json"
    if not path.exists():
        return {}
    entries: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return {
        name: entry | HELD_INSTEAD.get(name, {})
        for name, entry in entries.items()
        if name and "since" not in entry and _is_ours(name, entry)
    }


def _is_ours(name: str, entry: dict[str, Any]) -> bool:
    """Workbooks as such have a table of their own."""
    return name.endswith(".csv") or entry["kind"] == "envelope"


def cases() -> list[Any]:
    return [
        pytest.param(name, entry, id=f"{name}-{entry['outcome']}")
        for name, entry in table().items()
    ]


@cache
def plans_in(folder: Path) -> tuple[Plan, ...]:
    return read_plans(folder)


def read(name: str, entry: dict[str, Any]) -> ReportReading:
    folder = OFFICE / entry["plan"] if "plan" in entry else ROOT / "data" / "plans" / "yamato"
    on = date.fromisoformat(json.loads((OFFICE / "expected.json").read_text("utf-8"))[""]["on"])
    data, earlier = (OFFICE / name).read_bytes(), sent_before(entry)
    return read_report(data, name, plans=plans_in(folder), present=on, earlier=earlier)


def sent_before(entry: dict[str, Any]) -> Earlier:
    """What the record holds where the files named in `after` were sent."""
    if "after" not in entry:
        return NOTHING_EARLIER
    values = pd.concat(read(name, {}).values for name in entry["after"])
    return replace(NOTHING_EARLIER, years=values, standing=values)


def sentences(name: str, reading: ReportReading) -> str:
    told = [
        f"  {one.severity} {one.row or ''} {one.column or ''} {one.raw or ''}: {one.sentence('ja')}"
        f" {one.mend('ja')} {' / '.join(choice.sentence('ja') for choice in one.choices)}"
        for one in reading.problems
    ]
    return "\n".join([name, *told])


def worst(problems: list[Problem]) -> str:
    severities = {one.severity for one in problems}
    return next((one for one in ORDER if one in severities), "read")


def is_as_expected(found: str, expected: str) -> bool:
    return found == expected or (expected == "read" and found == "note")


@pytest.mark.parametrize(("name", "entry"), cases())
def test_outcome(name: str, entry: dict[str, Any]) -> None:
    reading = read(name, entry)
    told = sentences(name, reading)
    assert is_as_expected(worst(list(reading.problems)), entry["outcome"]), told
    rows: dict[str, list[str]] = entry.get("rows", {})
    for row in _rows(reading):
        outcome = rows.get(str(row), rows.get("others"))
        if outcome:
            problems = [one for one in reading.problems if one.row == row]
            assert is_as_expected(worst(problems), outcome[0]), f"row {row}, {outcome}\n{told}"


def _rows(reading: ReportReading) -> list[int]:
    named = [one.row for one in reading.problems if one.row and one.row >= FIRST_ROW]
    return sorted({*named, *reading.values["row_no"].tolist()})


# Of files that are read, what is stored: (row, KPI, fiscal year, period, value).
STORED: Final = {
    "01-zwsp-value.csv": [(2, "4", 2024, "2024-04", 12, 640)],
    "02-zwsp-heading.csv": [(2, "4", 2024, "2024-04", 12, 640)],
    "03-zwsp-kpino.csv": [(2, "4", 2024, "2024-04", 12, 640)],
    "08-year-paren-mid.csv": [(2, "4", 2024, "2024-04", 12, 640)],
    "11-year-end.csv": [(2, "9-2", 2024, "2024-04", 12, 22)],
    "12-month-R6.3matsu.csv": [(2, "9-2", 2024, "2025-03", 1, 22)],
    "131-zero-times.csv": [
        (2, "8", 2024, "2024-04", 12, 0),
        (3, "8", 2023, "2023-04", 12, 0),
        (4, "8", 2022, "2022-04", 12, 0),
    ],
    "141-plus-prefix.csv": [
        (2, "4", 2024, "2024-04", 12, 640),
        (3, "9-1", 2024, "2024-04", 12, 80),
        (4, "9-2", 2024, "2024-04", 12, 22),
    ],
    "144-era-mark.csv": [
        (2, "4", 2024, "2024-04", 12, 640),
        (3, "9-1", 2024, "2024-04", 12, 80),
        (4, "9-2", 2024, "2024-04", 12, 22),
        (5, "5", 2024, "2024-04", 12, 9800),
        (6, "1", 2024, "2024-04", 12, 24),
    ],
    "149-month-forms.csv": [
        (2, "9-2", 2024, "2025-03", 1, 22),
        (3, "6", 2024, "2025-03", 1, 0.47),
        (4, "9-1", 2024, "2025-03", 1, 5),
        (6, "5", 2024, "2025-03", 1, 800),
    ],
    "174-nobe.csv": [
        (2, "9-1", 2024, "2024-04", 12, 80),
        (3, "4", 2024, "2024-04", 12, 640),
        (4, "9-2", 2024, "2024-04", 12, 22),
        (5, "7", 2024, "2024-04", 12, 0.6),
        (6, "2", 2024, "2024-04", 12, 1),
    ],
    "175-unit-variants.csv": [
        (2, "4", 2024, "2024-04", 12, 640),
        (4, "9-1", 2024, "2024-04", 12, 80),
        (5, "5", 2024, "2024-04", 12, 9800),
        (6, "6", 2024, "2024-04", 12, 0.47),
    ],
    "180-bare-47.csv": [(2, "6", 2024, "2024-04", 12, 0.47), (3, "3", 2024, "2024-04", 12, 0.812)],
    "60-kanji-thousand.csv": [(4, "4", 2023, "2023-04", 12, 12000)],
    "61-minute-second.csv": [
        (2, "1", 2024, "2024-04", 12, 22.5),
        (4, "5", 2024, "2024-04", 12, 9796.5),
    ],
    "63-coverage-forms.csv": [(3, "8", 2023, "2023-04", 12, 2), (4, "8", 2022, "2022-04", 12, 1)],
    "154-csv-named.xlsx": [(2, "4", 2024, "2024-04", 12, 640)],
}


@pytest.mark.parametrize("name", STORED)
def test_what_is_stored(name: str) -> None:
    if name not in table():
        pytest.skip("the shared collection of awkward input is not beside the repository")
    reading = read(name, table()[name])
    values = reading.values
    found = zip(
        values["row_no"].tolist(),
        values["kpi_no"].tolist(),
        values["fiscal_year"].tolist(),
        values["period_start"].dt.strftime("%Y-%m").tolist(),
        values["period_months"].tolist(),
        values["actual_value"].tolist(),
        strict=True,
    )
    assert list(found) == STORED[name], sentences(name, reading)


# Of what is refused, what the sentence must name.
NAMED: Final = {
    "10-year-R6actual.csv": {2: "実績"},
    "14-marks.csv": {2: "※", 3: "※", 4: "＊", 5: "注1)", 6: "（注1）", 7: "r", 8: "p"},
    "140-arrow-correction.csv": {2: "→", 3: "訂正", 4: "【】"},
    "142-quote-apostrophe-fw.csv": {3: "，", 4: "､"},
    "148-year-mishu.csv": {2: "実績"},
    "16-ditto.csv": {3: "〃", 4: "同上"},
    "173-collecting.csv": {
        2: "集計中",
        3: "調査中",
        4: "算定中",
        5: "未集計",
        6: "未把握",
        7: "公表予定",
    },
    "175-unit-variants.csv": {3: "分/人"},
    "177-status-eval.csv": {2: "評価", 3: "評価", 5: "r"},
    "17-kpino-forms.csv": {7: "(1)"},
    "43-concatenated.csv": {3: "見出し"},
    "49-kubun-col.csv": {2: "区分"},
    "54-jis2004.csv": {3: "EB A0"},
    "60-kanji-thousand.csv": {2: "百", 3: "十"},
    "62-percent-point.csv": {2: "ポイント", 3: "割"},
    "79-blank-over-value.csv": {4: "皆無", 5: "該当数字なし"},
    "132-one-of-many-columns.csv": {1: "実績値、実績"},
    "155-mojibake.csv": {1: "文字化け"},
    "156-question-marks.csv": {2: "?"},
}


@pytest.mark.parametrize("name", NAMED)
def test_what_is_named(name: str) -> None:
    if name not in table():
        pytest.skip("the shared collection of awkward input is not beside the repository")
    reading = read(name, table()[name])
    for row, word in NAMED[name].items():
        told = [one.sentence("ja") for one in reading.problems if one.row == row]
        assert any(word in sentence for sentence in told), sentences(name, reading)
