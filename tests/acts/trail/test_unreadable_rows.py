"""Rows that somebody wrote into: shown as they are, and no page or start fails of them."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from pathlib import Path

from tests.store.cases import CLERK, CODE, Clock, send, values
from yamato_dx.acts.trail.exports import HandedOut, note_export
from yamato_dx.acts.trail.following import access_path, begin_trail
from yamato_dx.queries.audit.exports import exports_of_kpis
from yamato_dx.queries.audit.listing import asked_of, trail_lines, trail_table
from yamato_dx.store.access.trail_chain import first_broken
from yamato_dx.store.record import Record

FILE = sha256(b"1").hexdigest()
SPOILT = (
    "detail = 'not JSON'",
    "detail = '[1, 2]'",
    "detail = '{}'",
    "detail = x'ff00'",
    "happened_at = 'yesterday'",
    "event = 'party', act = 'dance'",
    "act = 'dance'",
    "revision = 'many'",
)


def spoilt(folder: Path) -> Record:
    """An act, files saved, bytes removed, acts: then each row but the first written into."""
    with Record.open(folder / f"{CODE}.duckdb", CODE, clock=Clock()) as record:
        begin_trail(record)
        send(record, values(a=1.0), data=b"1")
        for _ in SPOILT:
            note_export(record, HandedOut("KPI一覧", "kpis.csv", kpi_ids=("a",)), by=CLERK)
        send(record, values(b=1.0))
        path = access_path(record.path)
    with sqlite3.connect(path) as file:
        for number, change in enumerate(SPOILT, 2):
            file.execute(f"UPDATE trail SET {change} WHERE trail_no = ?", (number,))
        file.execute(
            "UPDATE trail SET act = 'remove_bytes', subject = ?, detail = '', revision = 'many'"
            " WHERE trail_no > ?",
            (FILE, number),
        )
    record = Record.open(folder / f"{CODE}.duckdb", CODE, clock=Clock())
    begin_trail(record)
    return record


def test_rows_that_were_written_into_are_shown_as_they_are(tmp_path: Path) -> None:
    with spoilt(tmp_path) as record:
        assert record.trail
        rows = record.trail.asked(asked_of(), most=100)
        lines = trail_lines(record, rows, "ja")
        assert len(trail_table(record, rows, "ja")) == len(lines)
        broken = {line.trail_no: line.what for line in lines if line.event == "unreadable"}
        # An export names no act, and its number stands beside its words.
        assert broken.keys() == {2, 3, 4, 5, 6, 7, 10}
        assert all(what.startswith(f"{number} | ") for number, what in broken.items())
        found = first_broken(record.trail.rows(), [])
        assert found
        assert found.trail_no == 2
        exports_of_kpis(record, ["a"])
        assert record.files_with_bytes([FILE]) == ()  # at the start, once more
