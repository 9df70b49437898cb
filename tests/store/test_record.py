from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.store.cases import CLERK, CODE, Clock, send, standing_values, value, values
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.assessment.columns import STANDING_COLUMNS
from yamato_dx.store.promise.refusals import RecordClosed
from yamato_dx.store.record import Record


def test_standing_has_the_same_columns_and_types_empty_and_full(record: Record) -> None:
    empty = record.standing()
    send(record, values(kpi_4=1.0))
    full = record.standing()
    for frame in (empty, full, record.actual_rows("R8-0001")):
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == STANDING_COLUMNS


def test_everything_that_was_said_is_kept(record: Record) -> None:
    said = value(
        "kpi_8",
        1.0,
        numerator=182.0,
        denominator=190.0,
        weight=3.0,
        measured_on=pd.Timestamp("2025-03-31"),
        value_status="preliminary",
        note="𠮷田①㈱",
        reason="転記誤り",
        raw_text="1回（182/190人）",
        sheet="Sheet1",
        row_no=17,
        cell="E17",
        period_months=1,
    )
    receipt = send(record, values(said))
    kept = record.actual_rows(receipt.batch_id).iloc[0]
    for name in set(said) & set(STANDING_COLUMNS):
        assert kept[name] == said[name], name
    assert kept["batch_id"] == receipt.batch_id


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        # A later report of the same KPI and period holds.
        ([{"a": 1.0}, {"a": 2.0}], {"a": 2.0}),
        # Others stay.
        ([{"a": 1.0, "b": 5.0}, {"a": 2.0}], {"a": 2.0, "b": 5.0}),
        # A value may come where 公表待ち was.
        ([{"a": None}, {"a": 2.0}], {"a": 2.0}),
        # 0 is a value.
        ([{"a": 1.0}, {"a": 0.0}], {"a": 0.0}),
        # 公表待ち alone is a row without a value.
        ([{"a": None}], {"a": None}),
    ],
)
def test_the_last_row_received_holds(
    record: Record, reports: list[dict[str, float | None]], expected: dict[str, float | None]
) -> None:
    for report in reports:
        send(record, values(**report))
    assert standing_values(record.standing()) == expected


def test_months_and_the_year_stand_side_by_side(record: Record) -> None:
    april = value("a", 1.0, period_months=1)  # begins on the day on which the year begins
    send(record, values(april, value("a", 12.0)))
    assert list(record.standing()["period_months"]) == [1, 12]


def test_a_later_awaiting_row_without_a_value_wins(record: Record) -> None:
    first = send(record, values(a=1.0))
    send(record, values(a=None), replaces=first.batch_id)
    assert standing_values(record.standing()) == {"a": None}


def test_what_held_at_any_moment_can_be_asked(record: Record) -> None:
    first = send(record, values(a=1.0))
    second = send(record, values(a=2.0))
    gone = withdraw(record, second.batch_id, CLERK, "誤り")
    held = {
        0: {},
        first.revision: {"a": 1.0},
        second.revision - 1: {"a": 1.0},  # within a transaction, nothing of it is seen
        second.revision: {"a": 2.0},
        gone: {"a": 1.0},
    }
    for revision, expected in held.items():
        assert standing_values(record.standing(as_of_revision=revision)) == expected, revision


def test_a_moment_gives_the_last_revision_recorded_by_then(record: Record) -> None:
    first = send(record, values(a=1.0))
    second = send(record, values(a=2.0))
    recorded = record.moments().set_index("revision")["recorded_at"]
    at = recorded[second.revision]
    assert record.revision_at(at) == second.revision
    assert record.revision_at(at - timedelta(microseconds=1)) == first.revision
    assert record.revision_at(datetime(2000, 1, 1, tzinfo=UTC)) == 0


def test_a_clock_put_back_does_not_put_the_record_back(tmp_path: Path) -> None:
    clock = Clock()
    with Record.open(tmp_path / "record.duckdb", CODE, clock=clock) as record:
        send(record, values(a=1.0))
        clock.now -= timedelta(minutes=5)
        second = send(record, values(a=2.0))
        moments = record.moments()
        assert moments["recorded_at"].is_monotonic_decreasing
        assert record.revision_at(moments["recorded_at"].iloc[0]) == second.revision


def test_one_municipality_of_several(record: Record) -> None:
    other = value("a", 2.0, municipality_code="352136")
    send(record, values(value("a", 1.0), other))
    assert standing_values(record.standing(CODE)) == {"a": 1.0}
    assert standing_values(record.standing("352136")) == {"a": 2.0}
    assert len(record.standing()) == 2


def test_as_if_a_report_had_never_been_received(record: Record) -> None:
    send(record, values(a=1.0, b=1.0))
    second = send(record, values(a=2.0, c=2.0))
    without = record.standing(without_batch_id=second.batch_id)
    assert standing_values(without) == {"a": 1.0, "b": 1.0}


def test_as_if_values_had_been_sent(record: Record) -> None:
    first = send(record, values(a=1.0, b=1.0))
    sent = values(a=2.0, c=None)
    added = record.standing_if_sent(sent)
    assert standing_values(added) == {"a": 2.0, "b": 1.0, "c": None}
    assert {name: str(dtype) for name, dtype in added.dtypes.items()} == STANDING_COLUMNS
    instead = record.standing_if_sent(sent, replaces=first.batch_id)
    assert standing_values(instead) == {"a": 2.0, "c": None}
    # … and that is what stands once they are sent.
    send(record, sent, replaces=first.batch_id)
    assert standing_values(record.standing()) == {"a": 2.0, "c": None}


def test_a_report_is_listed_with_what_became_of_it(record: Record) -> None:
    first = send(record, values(a=1.0, b=1.0), file_name="窓口.csv", note="電話で確認")
    second = send(record, values(a=2.0, b=1.0, c=3.0))
    before = record.head()
    withdraw(record, first.batch_id, CLERK, "二重")
    one = record.batches().set_index("batch_id")
    assert list(one.index) == [second.batch_id, first.batch_id]  # newest first
    ended = ["status", "withdrawn_by", "withdrawn_reason"]
    assert list(one.loc[first.batch_id][ended]) == ["withdrawn", "山田", "二重"]
    counts = ["row_count", "new_count", "changed_count", "unchanged_count"]
    assert list(one.loc[second.batch_id][counts]) == [3, 1, 1, 1]
    told = ["file_name", "note", "actor_name", "actor_section", "kind"]
    assert list(one.loc[first.batch_id][told]) == [
        "窓口.csv",
        "電話で確認",
        "山田",
        "税務住民課",
        "file",
    ]
    assert set(record.batches(before)["status"]) == {"standing"}  # before the withdrawal
    assert len(record.batches(0)) == 0


def test_the_file_is_kept_as_received(record: Record) -> None:
    data = bytes(range(256)) * 4
    receipt = send(record, values(a=1.0), data=data)
    sha256 = record.batches().set_index("batch_id")["sha256"][receipt.batch_id]
    assert record.file_bytes(sha256) == data
    assert record.file_bytes("0" * 64) is None


def test_readers_get_right_answers_while_one_writes(record: Record) -> None:
    """Every report says the same number for all KPIs: a torn or mixed answer shows at once."""
    done = threading.Event()

    def read() -> int:
        seen = 0
        while not done.is_set():
            for revision in (record.head(), None):
                held = record.standing(as_of_revision=revision)["actual_value"]
                assert len(held) in (0, 40)
                assert held.nunique() <= 1
            assert record.revision_at(datetime(2000, 1, 1, tzinfo=UTC)) == 0
            seen += 1
        return seen

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        try:
            for number in range(8):
                send(record, values(**{f"kpi_{one}": float(number) for one in range(40)}))
        finally:
            done.set()
        assert all(reader.result() for reader in readers)
    assert record.faults().empty


def test_writers_take_turns(record: Record) -> None:
    # Different KPIs: nobody's preview goes stale, whatever the order.
    def write(number: int) -> str:
        return send(record, values(**{f"kpi_{number}": 1.0}), previewed_at=0).batch_id

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(write, range(24)))
    assert sorted(numbers) == [f"R8-{number:04}" for number in range(1, 25)]
    assert len(record.standing()) == 24
    assert record.faults().empty


def test_closing_interrupts_what_runs_and_refuses_what_comes(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = threading.Event()
    endless = "SELECT count(*) FROM range(1_000_000_000) a, range(1_000_000_000) b"

    def text(name: str) -> str:
        began.set()
        return endless

    monkeypatch.setattr("yamato_dx.store.sql.statements.query", text)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(record.moments)
        assert began.wait(30)
        record.close()
        with pytest.raises(RecordClosed):
            running.result(30)
    with pytest.raises(RecordClosed):
        record.moments()
    record.close()  # twice is once


def test_a_closed_record_leaves_no_log_behind(record: Record) -> None:
    send(record, values(a=1.0))
    record.close()
    assert not record.path.with_name(f"{record.path.name}.wal").exists()


def test_many_rows_at_once(record: Record) -> None:
    """Several blocks of DuckDB, sent unsorted; kept in the order sent."""
    count = 300_000
    code = pd.Series(np.arange(count) % 1741 + 100_000).astype("str")
    many = pd.DataFrame([value("a", 1.0)]).loc[np.zeros(count, dtype=int)].reset_index(drop=True)
    kpi = "kpi_" + pd.Series(np.arange(count) // 1741).astype("str")
    frame = many.assign(
        municipality_code=code, kpi_id=kpi, actual_value=np.arange(count, dtype=float)
    )
    receipt = send(record, frame)
    assert record.head() == receipt.revision
    kept = record.actual_rows(receipt.batch_id)
    assert (kept["actual_value"] == frame["actual_value"]).all()
    assert (kept["revision"].diff().dropna() == 1).all()
    one = record.standing("100005")
    assert list(one["kpi_id"]) == sorted(kpi[code == "100005"])
    assert record.faults().empty
