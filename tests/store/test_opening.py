from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.store.cases import CODE, Clock, send, standing_values, values
from yamato_dx.errors import RecordUnavailable
from yamato_dx.root import ROOT
from yamato_dx.store.file import schema
from yamato_dx.store.promise.refusals import (
    RecordInUse,
    RecordNewer,
    RecordOfAnother,
    RecordUnreadable,
)
from yamato_dx.store.record import Record

OPEN_IT = """
import sys, pathlib
from yamato_dx.errors import YamatoDxError
from yamato_dx.store.record import Record
try:
    Record.open(pathlib.Path(sys.argv[1]), "434477")
except YamatoDxError as error:
    print(error.message_id)
    sys.exit(error.exit_code)
"""


def test_a_missing_record_and_its_folder_are_made(tmp_path: Path) -> None:
    path = tmp_path / "var" / "new" / f"{CODE}.duckdb"
    with Record.open(path, CODE) as record:
        assert (record.head(), len(record.standing()), len(record.batches())) == (0, 0, 0)
    made = {one.name for one in path.parent.iterdir()}
    assert made == {path.name, f"{path.name}.witness"}  # nothing half-made is left


def test_what_was_written_is_there_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "記録 'a' %.duckdb"  # people name files so
    with Record.open(path, CODE) as record:
        receipt = send(record, values(kpi_4=1312.0))
    with Record.open(path, CODE) as record:
        assert record.head() == receipt.revision
        assert standing_values(record.standing()) == {"kpi_4": 1312.0}


def test_the_file_can_be_read_by_the_previous_release(record: Record) -> None:
    record.close()
    with duckdb.connect(str(record.path)) as file:
        tags = file.execute("SELECT tags FROM duckdb_databases() WHERE path IS NOT NULL").fetchall()
    # "v1.4.0+" is how DuckDB reports a file pinned to v1.4.0.
    assert tags == [({"storage_version": "v1.4.0+"},)]


def test_a_second_process_gets_one_sentence(record: Record) -> None:
    command = [sys.executable, "-c", OPEN_IT, str(record.path)]
    second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (second.stdout.strip(), second.returncode) == ("store.in_use", 3), second.stderr
    assert "Traceback" not in second.stderr


def test_a_second_opening_in_the_same_process_is_refused(record: Record) -> None:
    with pytest.raises(RecordInUse):
        Record.open(record.path, CODE)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"n", id="one byte"),
        pytest.param("年度,値\n".encode("cp932") * 5000, id="a CSV"),
        pytest.param(b"\x00" * 8 + b"DUCK" + b"\xff" * 20_000, id="header of DuckDB, then noise"),
    ],
)
def test_a_file_that_is_no_record_is_unreadable_and_untouched(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "record.duckdb"
    path.write_bytes(content)
    with pytest.raises(RecordUnreadable):
        Record.open(path, CODE)
    assert path.read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_damaged_record_is_unreadable_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "record.duckdb"
    with Record.open(path, CODE) as record:
        send(record, values(kpi_4=1.0))
    content = path.read_bytes()
    damaged = content[:12_288] + bytes(len(content) - 12_288)  # all blocks after the headers
    path.write_bytes(damaged)
    with pytest.raises(RecordUnreadable):
        Record.open(path, CODE)
    assert path.read_bytes() == damaged


def test_a_folder_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(RecordUnreadable):
        Record.open(tmp_path, CODE)


def test_a_record_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the folder should be")
    with pytest.raises(RecordUnreadable) as refusal:
        Record.open(tmp_path / "var" / "record.duckdb", CODE)
    assert refusal.value.message_id == "store.cannot_create"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that nobody can fill")
def test_a_record_whose_folder_cannot_be_is_not_called_lost() -> None:
    with pytest.raises(RecordUnreadable) as refusal:
        Record.open(Path("/proc/no such drive/record.duckdb"), CODE)
    assert refusal.value.message_id == "store.cannot_create"


def test_another_duckdb_file_is_no_record(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE meta (municipality_code VARCHAR)")
    with pytest.raises(RecordUnreadable):
        Record.open(path, CODE)


def test_a_record_of_another_municipality_is_refused_with_both_codes(tmp_path: Path) -> None:
    path = tmp_path / "record.duckdb"
    Record.open(path, "352136").close()
    with pytest.raises(RecordOfAnother) as refusal:
        Record.open(path, CODE)
    assert (refusal.value.values["recorded"], refusal.value.values["expected"]) == ("352136", CODE)


def test_a_record_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "record.duckdb"
    Record.open(path, CODE).close()
    with duckdb.connect(str(path)) as newer:
        newer.execute("INSERT INTO schema_version VALUES (99, '0099_later', now())")
    with pytest.raises(RecordNewer):
        Record.open(path, CODE)


def test_after_a_refusal_the_same_path_can_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "record.duckdb"
    Record.open(path, "352136").close()
    with pytest.raises(RecordOfAnother):
        Record.open(path, CODE)
    Record.open(path, "352136").close()  # neither reserved nor locked any more


@pytest.fixture
def next_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The schema of a later program: ours and one migration more."""
    folder = tmp_path / "schema"
    folder.mkdir()
    for path in schema.FOLDER.glob("*.sql"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / f"{schema.newest() + 1:04}_later.sql").write_text("CREATE TABLE later (answer INT);")
    monkeypatch.setattr(schema, "FOLDER", folder)
    return folder


@pytest.fixture
def old_record(tmp_path: Path) -> Path:
    path = tmp_path / "record.duckdb"
    with Record.open(path, CODE, clock=Clock()) as record:
        send(record, values(kpi_4=7.0))
    return path


def test_an_older_record_is_backed_up_and_migrated(old_record: Path, next_schema: Path) -> None:
    with Record.open(old_record, CODE) as record:
        assert standing_values(record.standing()) == {"kpi_4": 7.0}
    with duckdb.connect(str(old_record), read_only=True) as file:
        found = file.execute("SELECT max(version) FROM schema_version").fetchall()
        assert found == [(schema.newest(),)]
    before = old_record.with_name(f"record.before-{schema.newest()}.duckdb")
    with duckdb.connect(str(before), read_only=True) as copy:
        assert copy.execute("SELECT actual_value FROM actual_standing").fetchall() == [(7.0,)]
        assert copy.execute("SELECT max(version) FROM schema_version").fetchall() == [
            (schema.newest() - 1,)
        ]


def test_a_record_is_migrated_once(old_record: Path, next_schema: Path) -> None:
    Record.open(old_record, CODE).close()
    Record.open(old_record, CODE).close()
    assert len(list(old_record.parent.glob("record.before-*"))) == 1


def test_a_migration_that_fails_changes_nothing(old_record: Path, next_schema: Path) -> None:
    broken = next_schema / f"{schema.newest():04}_later.sql"
    broken.write_text("CREATE TABLE later (answer INT); INSERT INTO later VALUES ('word');")
    with pytest.raises(RecordUnavailable):
        Record.open(old_record, CODE)
    broken.write_text("CREATE TABLE later (answer INT);")
    with Record.open(old_record, CODE) as record:  # the first try left no table behind
        assert standing_values(record.standing()) == {"kpi_4": 7.0}
