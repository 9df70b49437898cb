"""A record goes from one engine to another and back: equal, with its numbers, and marked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.cases import CLERK, CODE, Clock, send, values
from tests.store.contract.engines import catch_up, duckdb_ledger, exported
from tests.store.servers import schema_for, shared_server
from yamato_dx.acts.drafting import keep_cells
from yamato_dx.acts.report import Attachment
from yamato_dx.errors import Refused
from yamato_dx.store import moving
from yamato_dx.store.file.witness import Witness
from yamato_dx.store.postgresql.url import DatabaseUrl
from yamato_dx.store.promise.checksums import checksums
from yamato_dx.store.promise.refusals import RecordMoved
from yamato_dx.store.record import Record


@pytest.fixture
def url(tmp_path: Path) -> DatabaseUrl:
    return DatabaseUrl.read(shared_server().url(schema_for(tmp_path)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record with two reports, files and a draft."""
    path = tmp_path / "record.duckdb"
    with Record.open(path, CODE) as record:
        send(record, values(a=1.0, b=None), data=bytes(range(256)) * 40)
        files = [Attachment("a.pdf", b"%PDF-1.7"), Attachment("b.pdf", b"%PDF")]
        send(record, values(a=2.5), data=None, attachments=files)
        keep_cells(record, "key", {"x": '一\n«"'}, actor=CLERK)
    return path


def test_there_and_back_again(path: Path, url: DatabaseUrl, tmp_path: Path) -> None:
    with Record.open(path, CODE) as record:
        head, rows = record.head(), exported(record.ledger)
        moved = moving.move(record, url, CLERK)
        assert (moved.revision, moved.draft_count, moved.target) == (head, 1, str(url))
        for act in (lambda: send(record, values(c=1.0)), _typing(record)):
            with pytest.raises(RecordMoved) as refused:
                act()
            assert str(url) in refused.value.sentence("ja")
        assert str(url) in "".join(record.warnings("en"))
        assert not record.faults().shape[0]
    back = tmp_path / "back.duckdb"
    with Record.open_shared(url, tmp_path / "mirrors", CODE) as shared:
        assert (shared.head(), exported(shared.ledger)) == (head, rows)
        assert shared.draft("key") is not None
        third = send(shared, values(c=1.0))
        assert third.batch_id == "R8-0003"
        moved = moving.move(shared, back, CLERK)
    with Record.open(back, CODE) as record:
        assert record.head() == moved.revision == third.revision
        assert sorted(record.batches()["batch_id"]) == ["R8-0001", "R8-0002", "R8-0003"]
        assert record.draft("key") is not None
        assert (record.loss, record.witness_note, record.moved_to) == (None, None, None)
        assert Witness(back).read() is not None
        assert send(record, values(d=1.0)).batch_id == "R8-0004"


def _typing(record: Record) -> Callable[[], object]:
    return lambda: keep_cells(record, "key", {"y": "2"}, actor=CLERK)


def test_where_something_else_lies_nothing_goes(
    path: Path, url: DatabaseUrl, tmp_path: Path
) -> None:
    other = tmp_path / "other.duckdb"
    with Record.open(other, CODE) as record:
        for _ in range(3):
            send(record, values(z=1.0))
    with Record.open(path, CODE) as record:
        head = record.head()
        for target in (other, path):
            with pytest.raises(Refused) as refused:
                moving.move(record, target, CLERK)
            assert refused.value.message_id.startswith("store.moving.")
        assert (record.head(), record.moved_to) == (head, None)
        moving.move(record, url, CLERK)


def test_an_earlier_try_that_was_cut_short_is_ended(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.duckdb"
    with Record.open(path, CODE) as record:
        with Record.open(target, CODE) as begun:
            begun.ledger.append(next(record.ledger.rows_after(0)))
        send(record, values(e=1.0))
        moved = moving.move(record, target, CLERK)
    with Record.open(target, CODE) as record:
        assert record.head() == moved.revision


def test_a_checksum_sees_every_column_and_no_part(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
    source, copy = duckdb_ledger(one), duckdb_ledger(other)
    with Record(source, source, CODE, Clock(), is_clock_right=False) as record:
        send(record, values(a=1.0, b=None))
        send(record, values(a=3.0, b=2.0), data="報告".encode())
        for rows in source.rows_after(0):
            copy.append(rows)
        catch_up(copy, source)
        assert checksums(copy) == checksums(source)
        send(record, values(a=2.0))
        assert checksums(copy).keys() == checksums(source).keys()
        unequal = [
            name for name, found in checksums(source).items() if checksums(copy)[name] != found
        ]
        assert {"actual", "batch", "file", "revision"} <= set(unequal)
    copy.close()
