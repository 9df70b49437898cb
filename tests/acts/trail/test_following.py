"""Acts of the ledger in the trail: whatever happens between the two, none is lost or doubled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.cases import CLERK, CODE, Clock, send, values
from yamato_dx.acts.backup import backup, restore
from yamato_dx.acts.trail.following import access_path, begin_trail
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.store.access.trail_chain import first_broken
from yamato_dx.store.record import Record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with opened(tmp_path) as record:
        yield record


def opened(folder: Path) -> Record:
    record = Record.open(folder / f"{CODE}.duckdb", CODE, clock=Clock())
    begin_trail(record)
    return record


def noted(record: Record) -> list[tuple[str, str | None, str | None]]:
    assert record.trail
    return [
        (row.columns["act"], row.columns["subject"], row.columns["account"])
        for row in record.trail.rows()
    ]


def test_each_act_comes_into_the_trail_with_its_account(record: Record) -> None:
    head = record.head()
    send(record, values(overtime_reduction=12.0), actor=replace(CLERK, account="yamada"))
    withdraw(record, "R8-0001", CLERK, "誤り")
    assert noted(record) == [("report", "R8-0001", "yamada"), ("withdraw", "R8-0001", None)]
    assert record.trail
    assert [row.columns["actor_name"] for row in record.trail.rows()] == ["山田", "山田"]
    assert access_path(record.path).stat().st_mode & 0o777 == 0o600
    assert head == 0, "the trail takes no number of the ledger"


def test_what_a_crash_kept_out_comes_in_at_the_next_start(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        send(record, values(overtime_reduction=12.0))
        # As killed between the ledger's COMMIT and the trail's.
        record.trail = None
        send(record, values(overtime_reduction=13.0), actor=replace(CLERK, account="yamada"))
    with opened(tmp_path) as record:
        assert noted(record) == [("report", "R8-0001", None), ("report", "R8-0002", "yamada")]
    with opened(tmp_path) as record:
        assert len(noted(record)) == 2


def test_a_restore_is_told_and_its_acts_follow(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        send(record, values(overtime_reduction=12.0))
        copy = backup(record, tmp_path / "copy.duckdb", CLERK)
        send(record, values(overtime_reduction=13.0))
        path = record.path
    restore(copy, path, CODE, actor=CLERK, clock=Clock())
    with opened(tmp_path) as record:
        assert [act for act, *_ in noted(record)] == ["report", "report", "restored", "restore"]
        assert record.trail
        assert first_broken(record.trail.rows(), [record.trail.head()]) is None


def test_an_act_is_kept_though_the_trail_cannot_be_written(record: Record) -> None:
    assert record.trail
    record.trail._database.close()
    send(record, values(overtime_reduction=12.0))
    assert len(record.batches()) == 1
    assert record.trail_in_words("en")
