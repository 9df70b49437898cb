"""Reported population: received like a report, held like a value."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.store.cases import CLERK, CODE, send, values
from yamato_dx.acts.population import send_population
from yamato_dx.acts.report import Receipt
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.errors import Refused
from yamato_dx.queries.reports.comparison import standing_duplicate
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record


def rows(**by_group: int) -> pd.DataFrame:
    """Both sexes on 2026-03-31, by age group."""
    return pd.DataFrame(
        [
            {
                "municipality_code": CODE,
                "counted_on": pd.Timestamp("2026-03-31"),
                "series": "住民基本台帳",
                "vintage": None,
                "sex": "total",
                "age_group": {"total": "total", "old": "65+"}[name],
                "population": count,
            }
            for name, count in by_group.items()
        ]
    )


def deliver(record: Record, frame: pd.DataFrame, data: bytes, at: int | None = None) -> Receipt:
    return send_population(
        record,
        data=data,
        file_name="人口.csv",
        rows=frame,
        actor=CLERK,
        previewed_at=record.head() if at is None else at,
    )


def held(record: Record, revision: int | None = None) -> dict[str, int]:
    found = record.population_rows(revision)
    return dict(zip(found["age_group"], found["population"], strict=True))


def test_the_last_received_holds_and_a_withdrawal_brings_back(record: Record) -> None:
    first = deliver(record, rows(total=12_000, old=6_200), b"1")
    second = deliver(record, rows(total=12_010), b"2")
    assert held(record) == {"total": 12_010, "65+": 6_200}
    assert held(record, first.revision) == {"total": 12_000, "65+": 6_200}
    withdraw(record, second.batch_id, CLERK)
    assert held(record) == {"total": 12_000, "65+": 6_200}
    assert record.faults().empty
    assert record.standing().empty


def test_the_report_is_counted_and_its_file_kept(record: Record) -> None:
    deliver(record, rows(total=12_000, old=6_200), b"1")
    deliver(record, rows(total=12_000, old=6_300), b"2")
    batch = record.batches().iloc[0]
    counts = [batch[f"{one}_count"] for one in ("row", "new", "changed", "unchanged", "population")]
    assert counts == [2, 0, 1, 1, 2]
    assert record.file_bytes(str(batch["sha256"])) == b"2"


def test_the_same_file_again_adds_nothing_while_it_holds(record: Record) -> None:
    first = deliver(record, rows(total=12_000), b"1")
    assert deliver(record, rows(total=12_000), b"1").duplicate_of == first.batch_id
    deliver(record, rows(total=12_010), b"2")
    assert deliver(record, rows(total=12_000), b"1").duplicate_of is None
    assert held(record) == {"total": 12_000}


def test_a_population_file_is_no_duplicate_of_a_report(record: Record) -> None:
    deliver(record, rows(total=12_000), b"same bytes")
    assert standing_duplicate(record, b"same bytes") is None
    send(record, values(a=1.0), data=b"a report")
    assert deliver(record, rows(total=12_001), b"a report").duplicate_of is None


def test_a_figure_that_somebody_else_changed_is_seen_first(record: Record) -> None:
    seen = record.head()
    deliver(record, rows(total=12_000), b"1")
    with pytest.raises(Stale):
        deliver(record, rows(total=12_010), b"2", at=seen)
    deliver(record, rows(old=6_200), b"3", at=seen)  # a figure that nobody touched
    assert held(record) == {"total": 12_000, "65+": 6_200}


def test_a_preview_says_what_would_change(record: Record) -> None:
    deliver(record, rows(total=12_000, old=6_200), b"1")
    compared = record.compared_population(rows(total=12_000, old=6_300))
    assert list(compared["change"]) == ["unchanged", "changed"]
    assert list(compared["before_population"]) == [12_000, 6_200]


def test_no_figure_is_no_report(record: Record) -> None:
    with pytest.raises(Refused):
        deliver(record, rows(total=1).head(0), b"1")
