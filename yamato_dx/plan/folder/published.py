"""Published figures of others that a plan's KPI is held against, from `data/published/*.csv`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd

from yamato_dx.plan.checks.finding import PublishedIds
from yamato_dx.plan.folder.nodes import Unreadable, read_text
from yamato_dx.plan.model.fault import PlanFault, PlanRefused
from yamato_dx.rows import rows_of

BENCHMARK_COLUMNS: Final[Mapping[str, str]] = {
    "benchmark_series": "str",
    "benchmark_id": "str",
    "measured_on": "datetime64[us]",
    "benchmark_value": "float64",
    "value_status": "str",
    "vintage": "str",
    "source": "str",
    "grade": "str",
    "terms": "str",
    "note": "str",
}
AWAITING: Final = "awaiting"

BenchmarkRow = dict[str, str]


@dataclass(frozen=True)
class _Record:
    file: str
    line: int
    row: BenchmarkRow


@dataclass(frozen=True)
class BenchmarksReading:
    """The rows of all files, and every fault; with faults the frame is empty."""

    frame: pd.DataFrame
    faults: tuple[PlanFault, ...]


def read_benchmarks(folder: Path) -> pd.DataFrame:
    """One row per published figure, by series, id and date. Raises `PlanRefused` with all faults.

    `benchmark_value` is 0–1. `measured_on` is NaT where the publication does not state
    its date exactly; such a row is shown, but never matched. A folder that does not
    exist gives an empty frame: a municipality may need no published figure.
    """
    reading = check_benchmarks(folder)
    if reading.faults:
        raise PlanRefused(reading.faults)
    return reading.frame


def averages_in(frame: pd.DataFrame) -> PublishedIds:
    """Which averages each series has."""
    by_series = frame.groupby("benchmark_series")["benchmark_id"]
    return {str(series): frozenset(ids) for series, ids in by_series}


def check_benchmarks(folder: Path) -> BenchmarksReading:
    """As `read_benchmarks`, with the faults as values."""
    faults: list[PlanFault] = []
    records = [record for path in sorted(folder.glob("*.csv")) for record in _records(path, faults)]
    faults.extend(_record_faults(records))
    faults.extend(_repeated(records))
    rows = [] if faults else [record.row for record in records]
    return BenchmarksReading(_frame(rows), tuple(faults))


def _records(path: Path, faults: list[PlanFault]) -> list[_Record]:
    """The records of a file with the line on which each ends, or nothing and a fault."""
    try:
        reader = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
        if tuple(reader.fieldnames or ()) != tuple(BENCHMARK_COLUMNS):
            raise Unreadable(1, "benchmark_columns", columns=", ".join(BENCHMARK_COLUMNS))
        records = []
        for row in reader:
            whole = _whole(row, reader.line_num)
            records.append(_Record(path.name, reader.line_num, whole))
    except Unreadable as problem:
        faults.append(PlanFault(path.name, problem.line, problem.code, problem.values))
    except csv.Error:
        faults.append(PlanFault(path.name, reader.reader.line_num, "benchmark_row"))
    else:
        return records
    return []


def _whole(row: BenchmarkRow, line: int) -> BenchmarkRow:
    if None in row or None in row.values():
        raise Unreadable(line, "benchmark_row")
    return {name: value.strip() for name, value in row.items()}


def _record_faults(records: list[_Record]) -> Iterator[PlanFault]:
    for record in records:
        for applies, code, column in _ROW_CHECKS:
            if applies(record.row):
                values = {"column": column, "raw": record.row[column] or "–"}
                yield PlanFault(record.file, record.line, code, values)


def _is_share(raw: str) -> bool:
    return bool(re.fullmatch(r"\d(\.\d{1,15})?", raw, re.ASCII)) and float(raw) <= 1


def _is_day(raw: str) -> bool:
    try:
        return date.fromisoformat(raw).isoformat() == raw
    except ValueError:
        return False


_ROW_CHECKS: Final[tuple[tuple[Callable[[BenchmarkRow], bool], str, str], ...]] = (
    (lambda row: not row["benchmark_series"], "benchmark_blank", "benchmark_series"),
    (lambda row: not row["benchmark_id"], "benchmark_blank", "benchmark_id"),
    (lambda row: not row["source"], "benchmark_blank", "source"),
    (
        lambda row: bool(row["measured_on"]) and not _is_day(row["measured_on"]),
        "benchmark_date",
        "measured_on",
    ),
    (
        lambda row: bool(row["benchmark_value"]) and not _is_share(row["benchmark_value"]),
        "benchmark_value",
        "benchmark_value",
    ),
    (
        lambda row: row["value_status"] not in ("", AWAITING),
        "benchmark_status",
        "value_status",
    ),
    (
        lambda row: bool(row["benchmark_value"]) == (row["value_status"] == AWAITING),
        "benchmark_value_or_awaiting",
        "benchmark_value",
    ),
)


def _repeated(records: list[_Record]) -> Iterator[PlanFault]:
    """Two figures of one series, id and date: a match would have to guess."""
    seen = set()
    for record in records:
        row = record.row
        key = (row["benchmark_series"], row["benchmark_id"], row["measured_on"])
        if key in seen and row["measured_on"]:
            values = {"benchmark_id": key[1], "measured_on": key[2]}
            yield PlanFault(record.file, record.line, "benchmark_repeated", values)
        seen.add(key)


def _frame(rows: list[BenchmarkRow]) -> pd.DataFrame:
    blank_is_missing = [{name: value or None for name, value in row.items()} for row in rows]
    return (
        pd.DataFrame(blank_is_missing, columns=list(BENCHMARK_COLUMNS))
        .astype(dict(BENCHMARK_COLUMNS))
        .sort_values(["benchmark_series", "benchmark_id", "measured_on"], ignore_index=True)
    )


def benchmarks_document(benchmarks: pd.DataFrame) -> str:
    """The published figures as one CSV text, as the record keeps them."""
    return benchmarks.to_csv(index=False)


def benchmarks_from_document(document: str) -> pd.DataFrame:
    """The frame that `benchmarks_document` wrote."""
    return _frame(rows_of(pd.read_csv(io.StringIO(document), dtype=str, keep_default_na=False)))
