"""A file of a million rows, from its bytes to a committed report.

Floor: DuckDB alone loads the same rows, already in UTF-8, into a table of a new file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import duckdb

from benchmarks.measure import Goal, Measure, in_turns, seconds_of
from benchmarks.records.million import PRESENT, municipality_codes, plans, report_csv
from benchmarks.scale import Scale
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.acts.report import Receipt, send_report
from yamato_dx.intake.reports.report import ReportReading, read_report
from yamato_dx.store.record import Record


def run(scale: Scale) -> Sequence[Measure]:
    text = report_csv(scale.rows)
    data = text.encode("cp932")
    with tempfile.TemporaryDirectory() as name:
        folder, number = Path(name), count()
        utf8 = folder / "report.csv"
        utf8.write_text(text, encoding="utf-8", newline="")

        def bare_load() -> float:
            path = folder / f"{next(number)}.duckdb"
            return seconds_of(lambda: load_bare(path, utf8))

        def ours() -> float:
            with open_record(Place(database=folder / f"{next(number)}.duckdb")) as record:
                return seconds_of(lambda: import_file(record, data))

        floor, taken = in_turns(scale.rounds, bare_load, ours)
    torn = with_ragged_row(text).encode("cp932")
    whole_read, torn_read = in_turns(
        scale.rounds, lambda: seconds_of(lambda: read(data)), lambda: seconds_of(lambda: read(torn))
    )
    what = f"import {scale.rows:,} rows, CP932 CSV → checked → committed"
    of_torn = f"read the {scale.rows:,} rows with one ragged row, beside them without"
    return [
        Measure(what, taken, "s", floor, Goal("ratio_at_most", 8)),
        Measure(of_torn, torn_read, "s", whole_read, Goal("ratio_at_most", 1.3)),
    ]


def with_ragged_row(text: str) -> str:
    """With a cell too many in the middle."""
    end = text.index("\n", len(text) // 2)
    end -= text[end - 1] == "\r"
    return f"{text[:end]},1{text[end:]}"


def load_bare(path: Path, csv: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE loaded AS FROM read_csv($csv)", {"csv": str(csv)})


def read(data: bytes) -> ReportReading:
    return read_report(
        data,
        "report.csv",
        plans=plans(),
        municipality_codes=frozenset(municipality_codes()),
        present=PRESENT,
    )


def import_file(record: Record, data: bytes) -> Receipt:
    reading = read(data)
    assert not reading.problems, f"refused: {reading.problems[:3]}"
    return send_report(
        record,
        data=data,
        file_name="report.csv",
        values=reading.values,
        actor=Actor.at_server("benchmark"),
        previewed_at=record.head(),
    )
