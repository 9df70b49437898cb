"""A million rows as CSV.

Floor: DuckDB's COPY of a table with the same columns. `as UTF-8` is our writer alone, from a frame
on hand; the whole way also reads the record, judges and puts the words of each KPI in.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pandas as pd

from benchmarks.measure import Goal, Measure, in_turns, seconds_of
from benchmarks.records.big_record import big_record
from benchmarks.records.million import PRESENT, plans
from benchmarks.scale import Scale
from yamato_dx.cli.tables import export_table
from yamato_dx.output.context import ExportContext
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.formats import table_parts
from yamato_dx.queries.assessed import judged, view_of
from yamato_dx.store.record import Record


def run(scale: Scale) -> Sequence[Measure]:
    own = plans()[-1].municipality.municipality_code
    with (
        tempfile.TemporaryDirectory() as name,
        Record.open(big_record(scale.rows), own) as record,
        duckdb.connect(f"{name}/floor.duckdb") as floor,
    ):
        rows = actuals(record)
        wanted = context(len(rows))
        write_csv(rows, wanted, Path(name) / "loaded.csv")
        floor.execute("CREATE TABLE loaded AS FROM read_csv($csv)", {"csv": f"{name}/loaded.csv"})
        copy = f"COPY loaded TO '{name}/floor.csv' (HEADER)"
        copied, written, whole = in_turns(
            scale.rounds,
            lambda: seconds_of(lambda: floor.execute(copy)),
            lambda: seconds_of(lambda: write_csv(rows, wanted, Path(name) / "ours.csv")),
            lambda: seconds_of(
                lambda: write_csv(actuals(record), wanted, Path(name) / "whole.csv")
            ),
        )
    what = f"export {len(rows):,} rows CSV"
    return [
        Measure(f"{what}: rows on hand → file", written, "s", copied, Goal("ratio_at_most", 1.5)),
        Measure(f"{what}: record → verdicts → words → file", whole, "s", copied),
    ]


def actuals(record: Record) -> pd.DataFrame:
    """The table as the command line exports it, of all municipalities."""
    view = view_of(record, on=PRESENT)
    answer = judged(record, view, record.standing(None, view.revision))
    return export_table("actuals", answer, "ja")


def write_csv(rows: pd.DataFrame, wanted: ExportContext, path: Path) -> None:
    with path.open("wb") as file:
        file.writelines(table_parts(rows, TABLES["actuals"], wanted, "csv"))


def context(count: int) -> ExportContext:
    plan = plans()[-1]
    return ExportContext(
        title="実績",
        filter_words=(),
        rows_count=count,
        as_of=datetime(2026, 6, 1, tzinfo=UTC),
        on=date(2026, 6, 1),
        plan_id=plan.plan_id,
        plan_version=plan.plan_version,
        rule_note="",
        source=plan.source.ja,
        link="",
        lang="ja",
        is_sample=False,
    )
