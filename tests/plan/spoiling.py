"""Every kind of fault of a plan, raised by the example that the catalogue gives of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final
from unittest.mock import patch

from tests.plan.spoilt_files import FILE_NAME, faults_of_files
from tests.plan.spoilt_workbooks import (
    faults_beside_the_record,
    faults_of_cells,
    faults_of_sheets,
    good_sheets,
)
from tests.plan.test_faults import GOOD, referred, written
from yamato_dx.acts.planning import offer_in
from yamato_dx.i18n import text
from yamato_dx.plan.folder.published import BENCHMARK_COLUMNS, check_benchmarks
from yamato_dx.plan.folder.reading import read_versions
from yamato_dx.plan.folder.references import read_references
from yamato_dx.plan.model.fault import PlanFault, PlanRefused
from yamato_dx.plan.problem_types import OF_FOLDERS, OF_WORKBOOKS
from yamato_dx.plan.workbook.reading import read_plan_sheets
from yamato_dx.problem_types import Example, ProblemType

BESIDE_THE_RECORD: Final = ("not_this_plan", "version_recorded")


def problem_types() -> Iterator[ProblemType]:
    for section in (*OF_FOLDERS, *OF_WORKBOOKS):
        yield from section.types


def faults_of(
    kind: ProblemType, folder: Path, *, is_bad: bool, lang: str = "ja"
) -> list[PlanFault]:
    """What is found where the bad example stands, or the good one; `folder` is not there yet."""
    example = kind.bad if is_bad else kind.good
    if kind.code in _SPECIAL:
        return _SPECIAL[kind.code](folder, is_bad)
    if example is None:
        words = text(f"plan.example.{kind.code}.{'bad' if is_bad else 'good'}", lang)
        return faults_of_sheets(re.split("、|, ", re.split("：|: ", words)[1]))
    if kind.code in BESIDE_THE_RECORD:
        return faults_beside_the_record(folder, example, kind)
    if kind.code.startswith(("benchmark_", "reference_")):
        return _faults_of_figures(folder, example, kind.code)
    if kind in OF_WORKBOOKS[0].types:
        return faults_of_cells(example, kind)
    if FILE_NAME.match(example.text):
        return faults_of_files(folder, kind, is_bad=is_bad)
    files = {name: GOOD.get(name, "") for name in example.text.splitlines()}
    return list(read_versions(written(folder, files)).faults)


_FIGURE: Final = {
    "benchmark_series": "rate",
    "benchmark_id": "whole",
    "measured_on": "2026-03-31",
    "benchmark_value": "0.5",
    "source": "https://example.jp/",
}


def _faults_of_figures(folder: Path, example: Example, code: str) -> list[PlanFault]:
    cells = [dict(zip(example.rows[0], row, strict=True)) for row in example.rows[1:]]
    if code.startswith("reference_"):
        try:
            read_references(referred(folder, cells[0]))
        except PlanRefused as refused:
            return list(refused.faults)
        return []
    rows = [dict.fromkeys(BENCHMARK_COLUMNS, "") | _FIGURE | row for row in cells]
    lines = [",".join(BENCHMARK_COLUMNS), *(",".join(row.values()) for row in rows)]
    content = "\n".join(lines) if example.is_table else example.text
    written(folder, {"rate.csv": content})
    return list(check_benchmarks(folder).faults)


# ── what no text can be ──────────────────────────────────────────────────────────────────────


def _folder_missing(folder: Path, is_bad: bool) -> list[PlanFault]:
    written(folder / "minato", GOOD)
    return list(read_versions(folder / ("minatoo" if is_bad else "minato")).faults)


def _unreadable(folder: Path, is_bad: bool) -> list[PlanFault]:
    written(folder, GOOD)
    if not is_bad:
        return list(read_versions(folder).faults)
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "kpis.yaml":
            raise PermissionError
        return read(path)

    with patch.object(Path, "read_bytes", refused):
        return list(read_versions(folder).faults)


def _with_kpis(bad: bytes) -> Callable[[Path, bool], list[PlanFault]]:
    def found(folder: Path, is_bad: bool) -> list[PlanFault]:
        written(folder, GOOD)
        if is_bad:
            (folder / "kpis.yaml").write_bytes(bad)
        return list(read_versions(folder).faults)

    return found


def _not_a_workbook(_folder: Path, is_bad: bool) -> list[PlanFault]:
    if is_bad:
        return list(offer_in(b"a,b\n1,2\n", "plan.csv").faults)
    return list(read_plan_sheets(good_sheets(), "plan.xlsx").faults)


_SPECIAL: Final[Mapping[str, Callable[[Path, bool], list[PlanFault]]]] = {
    "folder_missing": _folder_missing,
    "unreadable_file": _unreadable,
    "too_large": _with_kpis(b"#" * 2_100_000),
    "not_utf8": _with_kpis(GOOD["kpis.yaml"].encode("cp932")),
    "not_a_workbook": _not_a_workbook,
}
