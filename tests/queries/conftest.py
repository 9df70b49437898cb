from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Begun
from tests.reports import window_csv, years_csv
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.acts.report import send_report
from yamato_dx.queries.assessed import View, view_of
from yamato_dx.queries.reports.preview import Preview, preview_report
from yamato_dx.root import ROOT
from yamato_dx.store.record import Record

# Every due date of the plan has passed.
ON = date(2026, 6, 15)
CLERK = Actor.at_server("窓口係")
MINATO = ROOT / "tests" / "towns" / "minato"


def now(record: Record) -> View:
    return view_of(record, on=ON)


def previewed(record: Record, content: bytes, replaces: str | None = None) -> Preview:
    return preview_report(record, content, "実績.csv", now(record), replaces=replaces)


def sent(record: Record, content: bytes, replaces: str | None = None) -> str:
    """Preview and send a file; its 報告番号."""
    return delivered(record, previewed(record, content, replaces), replaces=replaces)


def delivered(record: Record, preview: Preview, **words: str | None) -> str:
    """What was previewed, sent; its 報告番号."""
    assert preview.is_sendable, preview.problems
    receipt = send_report(
        record,
        data=preview.data,
        file_name=preview.file_name,
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
        **words,
    )
    return receipt.batch_id


@pytest.fixture
def record(tmp_path: Path, begun: Begun) -> Iterator[Record]:
    """An empty record of the town's own plan."""
    with open_record(begun(tmp_path / "record.duckdb", Place())) as opened:
        yield opened


@pytest.fixture
def minato(tmp_path: Path, begun: Begun) -> Iterator[Record]:
    """An empty record of another town's plan, fictitious."""
    with open_record(begun(tmp_path / "minato.duckdb", Place(MINATO))) as opened:
        yield opened


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, begun: Begun) -> Iterator[Record]:
    """The record of `make demo`, to be read only."""
    path = tmp_path_factory.mktemp("sample") / "record.duckdb"
    with open_record(begun(path, Place(is_sample=True))) as opened:
        yield opened


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory, begun: Begun) -> Iterator[Record]:
    """A full record, to be read only."""
    path = tmp_path_factory.mktemp("full") / "record.duckdb"
    with open_record(begun(path, Place())) as opened:
        for content in (window_csv(), years_csv()):
            sent(opened, content)
        yield opened
