"""What the program makes is for its own account; what somebody asks for is theirs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from yamato_dx import own_files
from yamato_dx.cli.plan import write_file
from yamato_dx.own_files import UMASKS, give_to_person, keep_own_files_private
from yamato_dx.root import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no mode there says who may read")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_record_and_all_beside_it_are_for_the_account_that_runs_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "yamato_dx", "--database", str(tmp_path / "record.duckdb")]
    backup = tmp_path / "copy.duckdb"
    subprocess.run([*command, "backup", str(backup)], cwd=ROOT, capture_output=True, check=True)
    made = {path.name: mode(path) for path in tmp_path.iterdir()}
    assert {"record.duckdb", "record.duckdb.witness", "copy.duckdb"} <= made.keys()
    assert set(made.values()) == {0o600}


def test_what_somebody_has_written_is_as_their_other_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_files.UMASKS, "of_person", None)
    before = os.umask(0o022)
    try:
        keep_own_files_private()
        write_file(tmp_path / "asked.csv", b"")
        (tmp_path / "own").touch()
        (tmp_path / "plan").mkdir()
        (tmp_path / "plan" / "kpis.csv").touch()
        give_to_person(tmp_path / "plan")
        give_to_person(tmp_path / "plan" / "kpis.csv")
        assert UMASKS.of_person == 0o022
    finally:
        os.umask(before)
    assert (mode(tmp_path / "asked.csv"), mode(tmp_path / "own")) == (0o644, 0o600)
    assert [mode(path) for path in sorted(tmp_path.rglob("plan*"))] == [0o755]
    assert mode(tmp_path / "plan" / "kpis.csv") == 0o644
