"""The chain of the audit trail: what is noted, and whatever is done to it shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.cases import Clock
from yamato_dx.store.access.sqlite_file import AccessFile
from yamato_dx.store.access.trail import LedgerLine, Trail
from yamato_dx.store.access.trail_chain import TrailEntry, TrailEvent, TrailFault, first_broken
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.trail_head import TrailHead

MORNING = datetime(2026, 5, 11, tzinfo=UTC)
CLERK = Actor.at_server("山田", section="税務住民課")


def entry(act: str, *, minutes: int = 0, **told: object) -> TrailEntry:
    moment = MORNING + timedelta(minutes=minutes)
    return TrailEntry(TrailEvent.EXPORT, act, CLERK, moment, detail=told)


def line(revision: int, *, minutes: int = 0) -> LedgerLine:
    moment = MORNING + timedelta(minutes=minutes or revision)
    return LedgerLine(TrailEntry(TrailEvent.ACT, "report", CLERK, moment), revision)


def ledger(*lines: LedgerLine) -> Callable[[int], list[LedgerLine]]:
    return lambda after: [line for line in lines if line.revision > after]


@pytest.fixture
def trail(tmp_path: Path) -> Iterator[Trail]:
    trail = Trail(AccessFile(tmp_path / "record.access"), Clock())
    yield trail
    trail.close()


def spoil(trail_path: Path, sql: str) -> None:
    with sqlite3.connect(trail_path) as connection:
        connection.execute(sql)


def fault(trail: Trail, *heads: TrailHead) -> tuple[int, TrailFault] | None:
    found = first_broken(trail.rows(), heads)
    return (found.trail_no, found.fault) if found else None


def test_what_is_noted_is_chained_in_its_order(trail: Trail) -> None:
    trail.note(entry("csv", rows=12), entry("xlsx"))
    trail.note(entry("pdf", title="会議資料"))
    assert [(row.trail_no, row.columns["act"]) for row in trail.rows()] == [
        (1, "csv"),
        (2, "xlsx"),
        (3, "pdf"),
    ]
    assert next(trail.rows()).detail == {"rows": 12}
    assert fault(trail, trail.head()) is None


@pytest.mark.parametrize(
    ("done", "found"),
    [
        ("UPDATE trail SET actor_name = '佐藤' WHERE trail_no = 2", (2, "changed")),
        ("UPDATE trail SET detail = '{}' WHERE trail_no = 1", (1, "changed")),
        ("UPDATE trail SET account = 'yamada' WHERE trail_no = 3", (3, "changed")),
        ("DELETE FROM trail WHERE trail_no = 2", (2, "number")),
        ("DELETE FROM trail WHERE trail_no = 1", (1, "number")),
        ("DELETE FROM trail WHERE trail_no >= 3", (3, "cut_off")),
        ("DELETE FROM trail", (1, "cut_off")),
        (  # between two, the later ones moved on
            "UPDATE trail SET trail_no = trail_no + 1 WHERE trail_no = 4",
            (4, "number"),
        ),
    ],
)
def test_the_first_broken_row_is_named(
    tmp_path: Path, trail: Trail, done: str, found: tuple[int, str]
) -> None:
    for number in range(4):
        trail.note(entry("csv", rows=number))
    head = trail.head()
    spoil(tmp_path / "record.access", done)
    assert fault(trail, head) == found


def test_a_row_put_in_is_found(tmp_path: Path, trail: Trail) -> None:
    trail.note(*(entry("csv", rows=number) for number in range(3)))
    spoil(tmp_path / "record.access", "UPDATE trail SET trail_no = 4 WHERE trail_no = 3")
    spoil(
        tmp_path / "record.access",
        "INSERT INTO trail SELECT 3, happened_at, event, act, subject, account, actor_name,"
        " actor_role, actor_section, actor_known_by, actor_address, revision, detail, row_hash"
        " FROM trail WHERE trail_no = 2",
    )
    assert fault(trail) == (3, "changed")


def test_a_trail_written_anew_disagrees_with_a_head_elsewhere(tmp_path: Path, trail: Trail) -> None:
    trail.note(entry("csv"), entry("xlsx"))
    head = trail.head()
    spoil(tmp_path / "record.access", "DELETE FROM trail")
    trail.note(entry("csv"), entry("pdf"))
    assert fault(trail) is None
    assert fault(trail, head) == (2, "other_head")
    on_paper = TrailHead(2, head.row_hash[:16])
    assert fault(trail, on_paper) == (2, "other_head")


def test_acts_are_followed_once(trail: Trail) -> None:
    trail.follow(ledger(line(3)))
    trail.follow(ledger(line(3), line(7)))
    trail.catch_up(ledger(line(3), line(7), line(9)))
    assert [row.columns["revision"] for row in trail.rows()] == [3, 7, 9]


def test_a_restore_is_a_row_of_its_own(trail: Trail) -> None:
    trail.follow(ledger(line(3), line(7), line(9)))
    # Back to 3; the act of the restore took number 4, and one came since.
    restored = ledger(line(3), line(4, minutes=60), line(9, minutes=70))
    trail.catch_up(restored)
    trail.catch_up(restored)
    told = [(row.columns["event"], row.columns["revision"]) for row in trail.rows()][3:]
    assert told == [("restored", 3), ("act", 4), ("act", 9)]
    # And forth again, to what the trail knew before.
    trail.catch_up(ledger(line(3), line(7), line(9), line(10, minutes=80)))
    told = [(row.columns["event"], row.columns["revision"]) for row in trail.rows()][6:]
    assert told == [("restored", 9), ("act", 10)]
    assert fault(trail, trail.head()) is None


def test_refused_visits_are_counted_by_address_and_minute(trail: Trail) -> None:
    for second in range(40):
        trail.note_refused_visit("192.0.2.7", "password", MORNING + timedelta(seconds=second))
    trail.note_refused_visit("192.0.2.8", "session", MORNING)
    assert list(trail.rows()) == []
    trail.note_refused_visit("192.0.2.7", "password", MORNING + timedelta(minutes=1))
    told = [(row.columns["actor_address"], row.detail) for row in trail.rows()]
    assert told == [("192.0.2.7", {"password": 40}), ("192.0.2.8", {"session": 1})]


def test_what_cannot_be_written_waits(tmp_path: Path, trail: Trail) -> None:
    spoil(tmp_path / "record.access", "ALTER TABLE trail RENAME TO away")
    trail.note(entry("csv"))
    trail.follow(ledger(line(3)))
    assert trail.trouble
    spoil(tmp_path / "record.access", "ALTER TABLE away RENAME TO trail")
    trail.note(entry("xlsx"))
    trail.follow(ledger(line(3)))
    assert [row.columns["act"] for row in trail.rows()] == ["csv", "xlsx", "report"]
    assert not trail.trouble


@settings(max_examples=15)
@given(
    acts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), min_size=1),
    data=st.data(),
)
def test_any_changed_row_is_found(
    tmp_path_factory: pytest.TempPathFactory, acts: list[str], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("trail") / "access"
    trail = Trail(AccessFile(path), Clock())
    trail.note(*(entry(act) for act in acts))
    assert fault(trail, trail.head()) is None
    number = data.draw(st.integers(1, len(acts)))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE trail SET act = act || 'x' WHERE trail_no = ?", (number,))
    assert fault(trail) == (number, "changed")
    trail.close()


def test_a_name_that_no_database_takes_keeps_nothing_waiting(trail: Trail) -> None:
    odd = replace(entry("report"), subject="a\0b\ud800c\r\n2,act")
    trail.note(odd, entry("report"))
    rows = list(trail.rows())
    assert [row.columns["subject"] for row in rows] == ["a\ufffdb\ufffdc\r\n2,act", None]
    assert trail.trouble is None
    assert fault(trail) is None
