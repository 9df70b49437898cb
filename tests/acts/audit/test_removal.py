"""The bytes of a received file go for good; its hash, its name and why stay."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from tests.acts.trail.test_following import opened
from tests.store.cases import CLERK, CODE, Clock, send, values
from yamato_dx.acts import drafting
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.audit.reading import received_file
from yamato_dx.acts.audit.removal import remove_bytes
from yamato_dx.acts.backup import backup, backups_of, restore
from yamato_dx.acts.permissions import NotPermitted
from yamato_dx.acts.report import Attachment
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.audit.removals import removals_at
from yamato_dx.queries.rights.subjects import draft_key
from yamato_dx.store.file.witness import Witness
from yamato_dx.store.record import Record

# Incompressible, so that it would lie in the file as it is.
LETTER = os.urandom(3000)
HASH = sha256(LETTER).hexdigest()
YEAR = FiscalYear(2025)


def brought(folder: Path) -> Record:
    record = opened(folder)
    files = [Attachment("申請者一覧.pdf", LETTER)]
    send(record, values(overtime_reduction=12.0), data=None, attachments=files)
    return record


def on_disk(record: Record) -> bool:
    """Whether the bytes lie anywhere in the record's file or its log."""
    paths = (record.path, record.path.with_name(f"{record.path.name}.wal"))
    return any(LETTER[:64] in path.read_bytes() for path in paths if path.exists())


def test_bytes_are_removed_from_the_file_itself(tmp_path: Path) -> None:
    with brought(tmp_path) as record:
        assert on_disk(record)
        kept = backup(record, backups_of(record) / f"{CODE}-2026-05-11.duckdb", CLERK)
        removed = remove_bytes(record, HASH, reason="個人情報を含む", actor=CLERK)
        assert (removed.file_name, removed.backups) == ("申請者一覧.pdf", (kept,))
        assert not on_disk(record)
        assert record.file_bytes(HASH) is None
        assert record.attachments()["sha256"].tolist() == [HASH]
        assert record.faults().empty
        with pytest.raises(Refused, match="申請者一覧"):
            received_file(record, HASH, actor=CLERK)
        told = removals_at(record, record.head())[HASH]
        assert (told.reason, told.by) == ("個人情報を含む", "山田")
        copy = backup(record, tmp_path / "after.duckdb", CLERK)
        assert LETTER[:64] not in copy.read_bytes()
    seen = Witness(tmp_path / f"{CODE}.duckdb").read()
    with opened(tmp_path) as record:
        assert record.loss is None
        assert seen
        assert seen.revision == record.head()


def test_the_same_bytes_do_not_come_back(tmp_path: Path) -> None:
    with brought(tmp_path) as record:
        remove_bytes(record, HASH, reason="個人情報を含む", actor=CLERK)
        files = [Attachment("もう一度.pdf", LETTER)]
        send(record, values(overtime_reduction=13.0), data=None, attachments=files)
        assert record.file_bytes(HASH) is None
        assert record.faults().empty


def test_a_restore_applies_removals_again(tmp_path: Path) -> None:
    with brought(tmp_path) as record:
        copy = backup(record, tmp_path / "copy.duckdb", CLERK)
        remove_bytes(record, HASH, reason="個人情報を含む", actor=CLERK)
        path = record.path
    restore(copy, path, CODE, actor=CLERK, clock=Clock())
    with opened(tmp_path) as record:
        assert record.file_bytes(HASH) is None
        assert not on_disk(record)
        told = removals_at(record, record.head())[HASH]
        assert (told.reason, told.by) == ("個人情報を含む", "山田")
        assert record.faults().empty


def test_only_what_was_received_goes_and_never_without_a_reason(tmp_path: Path) -> None:
    with brought(tmp_path) as record:
        before = record.head()
        for sha, reason in (("0" * 64, "理由"), (HASH, " ")):
            with pytest.raises(Refused):
                remove_bytes(record, sha, reason=reason, actor=CLERK)
        with pytest.raises(NotPermitted):
            remove_bytes(record, HASH, reason="理由", actor=Actor.from_network("窓口", "192.0.2.5"))
        assert record.head() == before
        assert record.trail
        last = list(record.trail.rows())[-1]
        told = last.columns
        assert (told["event"], told["act"], told["subject"]) == ("refusal", "remove_bytes", HASH)
        remove_bytes(record, HASH, reason="理由", actor=CLERK)
        with pytest.raises(Refused, match="すでに"):
            remove_bytes(record, HASH, reason="理由", actor=CLERK)


def test_nothing_of_it_stays_beside_what_others_brought(tmp_path: Path) -> None:
    """DuckDB keeps small files together, and what a draft held before it was sent."""
    with opened(tmp_path) as record:
        desk, others = draft_key("residents", YEAR), draft_key("welfare", YEAR)
        sent = drafting.attach(record, desk, "一覧.pdf", LETTER, actor=CLERK)
        drafting.attach(record, others, "他課.pdf", os.urandom(3000), actor=CLERK)
        again = drafting.attach(record, others, "同じもの.pdf", LETTER, actor=CLERK)
        others_bytes = record.draft_file(others, again.files[0].sha256)
        files = [Attachment("一覧.pdf", LETTER), Attachment("別紙.pdf", os.urandom(3000))]
        send(record, values(overtime_reduction=12.0), data=None, attachments=files)
        backup(record, tmp_path / "before.duckdb", CLERK)  # all is in blocks of the file
        drafting.settle(record, desk, sent, actor=CLERK)
        remove_bytes(record, HASH, reason="個人情報を含む", actor=CLERK)
        assert not on_disk(record)
        assert record.draft_file(others, HASH) is None
        assert record.draft_file(others, again.files[0].sha256) == others_bytes
        received = record.attachments().set_index("file_name")["sha256"]
        assert record.file_bytes(received["別紙.pdf"])
        assert record.faults().empty
        with pytest.raises(Refused, match=r"もう一度\.pdf"):
            drafting.attach(record, desk, "もう一度.pdf", LETTER, actor=CLERK)
