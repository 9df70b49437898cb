"""A record of the first release opens, is copied aside, and says the same after."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tests.store.cases import CLERK, CODE, Clock, send, standing_values, values
from yamato_dx.acts.backup import backup, restore
from yamato_dx.acts.entering import enter
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.store import schema
from yamato_dx.store.record import Record


@pytest.fixture
def first_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record made by schema 0001 alone: a = 1 stands, b was withdrawn."""
    folder = tmp_path / "schema"
    folder.mkdir()
    (folder / "0001_ledger.sql").write_bytes((schema.FOLDER / "0001_ledger.sql").read_bytes())
    path = tmp_path / "record.duckdb"
    with monkeypatch.context() as patched:
        patched.setattr(schema, "FOLDER", folder)
        with Record.open(path, CODE, clock=Clock()) as record:
            send(record, values(a=1.0), data=b"first")
            withdraw(record, send(record, values(b=2.0)).batch_id, CLERK, "誤り")
    return path


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as file:
        return file.execute(sql).fetchall()


def test_a_record_of_the_first_release_is_backed_up_and_migrated(first_release: Path) -> None:
    columns = "batch_id, kind, sha256, actor_name, row_count, new_count, revision"
    before = ask(first_release, f"SELECT {columns} FROM batch ORDER BY revision")
    with Record.open(first_release, CODE) as record:
        assert record.ask("schema_version")["version"].item() == schema.newest()
        assert standing_values(record.standing()) == {"a": 1.0}
        assert list(record.batches()["status"]) == ["withdrawn", "standing"]
        assert record.faults().empty
        assert (len(record.entries("section")), len(record.population_rows())) == (0, 0)
    assert ask(first_release, f"SELECT {columns} FROM batch ORDER BY revision") == before
    copy = first_release.with_name("record.before-2.duckdb")
    assert ask(copy, "SELECT max(version) FROM schema_version") == [(1,)]
    assert ask(copy, "SELECT kpi_id, actual_value FROM actual_standing") == [("a", 1.0)]


def test_a_migrated_record_goes_on(first_release: Path, tmp_path: Path) -> None:
    with Record.open(first_release, CODE) as record:
        head = record.head()
        assert enter(record, "holder", {"head": {"name": "山田", "section": None}}, CLERK) > head
        receipt = send(record, values(b=3.0), data=None, file_name=None, kind="proxy")
        assert record.batches().set_index("batch_id")["kind"][receipt.batch_id] == "proxy"
        assert record.faults().empty
        copy = backup(record, tmp_path / "backup.duckdb")
        standing = record.standing()
    with Record.open(copy, CODE) as again:
        pd.testing.assert_frame_equal(again.standing(), standing)


def test_a_backup_of_the_first_release_is_restored_into_this_one(
    first_release: Path, tmp_path: Path
) -> None:
    target = tmp_path / "new" / "record.duckdb"
    assert restore(first_release, target, CODE, clock=Clock()) is None
    with Record.open(target, CODE) as record:
        assert standing_values(record.standing()) == {"a": 1.0}
    assert not list(target.parent.glob("*.before-*"))  # brought up to date before it was put there


def test_auditors_read_the_record_with_duckdb_alone(tmp_path: Path) -> None:
    path = tmp_path / "record.duckdb"
    with Record.open(path, CODE, clock=Clock()) as record:
        said = {"answer": "no_band", "fiscal_years": [2025], "decided_by": "町長"}
        enter(record, "decision", {"nearly_met_band": said}, CLERK)
        section = {"name_ja": "企画政策課", "name_en": "P", "valid_from": None, "valid_to": None}
        enter(record, "section", {"kikaku": section}, CLERK)
        enter(record, "owner", {"kpi:a": {"section_id": "kikaku", "report_due": "04-30"}}, CLERK)
        enter(record, "component", {"a:x": {"name": "住民基本台帳", "is_attached": False}}, CLERK)
        enter(record, "supplement", {"organisation": {"text": "図", "source": "原本"}}, CLERK)
        send(record, values(a=1.0), progress={"1-1": {"status": "done", "evidence": "議事録"}})
    assert ask(path, "SELECT question_id, answer, fiscal_years, decided_by FROM decision") == [
        ("nearly_met_band", "no_band", "[2025]", "町長")
    ]
    assert ask(path, "SELECT section_id, name_ja FROM section") == [("kikaku", "企画政策課")]
    assert ask(path, "SELECT owned_kind, owned_id, section_id, report_due FROM owner") == [
        ("kpi", "a", "kikaku", "04-30")
    ]
    assert ask(path, "SELECT kpi_id, component_id, name, is_attached FROM kpi_component") == [
        ("a", "x", "住民基本台帳", False)
    ]
    assert ask(path, "SELECT supplement_id, source FROM supplement") == [("organisation", "原本")]
    assert ask(path, "SELECT item_id, status, evidence, batch_id FROM work_progress") == [
        ("1-1", "done", "議事録", "R8-0001")
    ]
