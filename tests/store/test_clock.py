"""What a clock that was put wrong may do to the record: nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tests.store.cases import CLERK, CODE, Clock, send, values
from yamato_dx.acts.drafting import keep_cells
from yamato_dx.store import ledger
from yamato_dx.store.promise.clock import SYSTEM_CLOCK, Timekeeper
from yamato_dx.store.promise.refusals import ClockDoubted
from yamato_dx.store.record import Record

NEWEST = datetime(2026, 5, 11, tzinfo=UTC)


class SetClock:
    """Stands still until it is put; `elapsed` cannot be put."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.seconds = 1_000.0

    def __call__(self) -> datetime:
        return self.now

    def elapsed(self) -> float:
        return self.seconds


@pytest.mark.parametrize(
    ("put_back", "refusal"),
    [
        (timedelta(0), None),
        (timedelta(seconds=2), None),  # as a time server does it
        (timedelta(minutes=5), None),
        (timedelta(minutes=5, seconds=1), "store.clock.back"),
        (timedelta(days=3650), "store.clock.back"),
    ],
)
def test_put_back(put_back: timedelta, refusal: str | None) -> None:
    time = Timekeeper(SetClock(NEWEST - put_back), NEWEST, is_right=False)
    if refusal is None:
        assert time.now() == NEWEST  # the record's own time stands
        return
    with pytest.raises(ClockDoubted) as doubted:
        time.now()
    assert doubted.value.message_id == refusal
    assert doubted.value.values["other"] == "2026-05-11 09:00"
    assert doubted.value.values["clock"] in doubted.value.sentence("ja")


@pytest.mark.parametrize(
    ("passed", "is_right", "refusal"),
    [
        (timedelta(days=400), False, None),
        (timedelta(days=400, seconds=1), False, "store.clock.far_ahead"),
        (timedelta(days=3650), False, "store.clock.far_ahead"),
        (timedelta(days=3650), True, None),  # somebody says so
    ],
)
def test_started_long_after(passed: timedelta, is_right: bool, refusal: str | None) -> None:
    time = Timekeeper(SetClock(NEWEST + passed), NEWEST, is_right=is_right)
    if refusal is None:
        assert time.now() == NEWEST + passed
        return
    with pytest.raises(ClockDoubted) as doubted:
        time.now()
    assert doubted.value.message_id == refusal
    assert doubted.value.values["other"] == "2026-05-11 09:00"


@pytest.mark.parametrize(
    ("by_clock", "by_elapsed", "refusal"),
    [
        (timedelta(hours=1), timedelta(0), None),
        (timedelta(hours=1, seconds=1), timedelta(0), "store.clock.jumped"),
        (timedelta(days=3650), timedelta(days=1), "store.clock.jumped"),
        (timedelta(0), timedelta(hours=2), "store.clock.jumped"),
        (timedelta(days=500), timedelta(days=500), None),  # it served so long, and nobody reported
    ],
)
def test_put_while_it_runs(by_clock: timedelta, by_elapsed: timedelta, refusal: str | None) -> None:
    clock = SetClock(NEWEST)
    time = Timekeeper(clock, NEWEST, is_right=False)
    clock.now += by_clock
    clock.seconds += by_elapsed.total_seconds()
    if refusal is None:
        assert time.now() == clock.now
        return
    with pytest.raises(ClockDoubted) as doubted:
        time.now()
    assert doubted.value.message_id == refusal


def test_an_empty_record_asks_nothing() -> None:
    time = Timekeeper(SetClock(NEWEST), None, is_right=False)
    assert (time.is_asked, time.now()) == (False, NEWEST)


def test_the_machines_own_clocks_agree() -> None:
    time = Timekeeper(SYSTEM_CLOCK, None, is_right=False)
    assert abs(time.now() - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record whose newest report came on 11 May 2026."""
    path = tmp_path / "record.duckdb"
    with Record.open(path, CODE, clock=Clock()) as record:
        send(record, values(a=1.0))
    return path


def test_a_start_ten_years_ahead_records_nothing_and_is_asked_once(path: Path) -> None:
    ahead = Clock(datetime(2036, 5, 11, tzinfo=UTC))
    with Record.open(path, CODE, clock=ahead) as record:
        assert record.is_clock_asked
        head = record.head()
        with pytest.raises(ClockDoubted):
            send(record, values(a=2.0))
        assert record.head() == head
        assert len(record.standing()) == 1  # it can be read
        keep_cells(record, "key", {"a": "1"}, actor=CLERK)  # and what is typed is kept
    with Record.open(path, CODE, clock=ahead, is_clock_right=True) as record:
        assert ledger.confirm_clock(record, CLERK)
        assert record.audit_events().iloc[0][["act", "actor_name"]].tolist() == [
            "confirm_clock",
            CLERK.name,
        ]
    with Record.open(path, CODE, clock=ahead) as record:
        assert not ledger.confirm_clock(record, CLERK)
        assert send(record, values(a=2.0)).batch_id == "R18-0001"


def test_a_clock_put_wrong_while_it_runs_numbers_no_report(path: Path) -> None:
    clock = SetClock(NEWEST + timedelta(days=1))
    with Record.open(path, CODE, clock=clock) as record:
        head = record.head()
        clock.now += timedelta(days=3652)
        with pytest.raises(ClockDoubted) as doubted:
            send(record, values(a=2.0))
        assert doubted.value.message_id == "store.clock.jumped"
        assert record.head() == head
        clock.now -= timedelta(days=3652)
        assert send(record, values(a=2.0)).batch_id == "R8-0002"


def test_a_file_opened_anew_forgets_no_jump(path: Path) -> None:
    clock = SetClock(NEWEST + timedelta(days=1))
    with Record.open(path, CODE, clock=clock) as record:
        clock.now += timedelta(days=330)
        record._file._database.note(duckdb.FatalException("as after a full disk"))
        with pytest.raises(ClockDoubted) as doubted:
            send(record, values(a=2.0))
        assert doubted.value.message_id == "store.clock.jumped"
