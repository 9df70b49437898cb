"""A record that lost something, and a clock that nobody believes, on the command line."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import datetime, timedelta

import duckdb
import pytest

from tests.cli.conftest import ON, Office
from tests.reports import window_csv, year_csv
from yamato_dx.store.promise.clock import SystemClock


@pytest.fixture
def behind(office: Office) -> Office:
    """A backup was copied over the record by hand: the second report is lost."""
    office.send(window_csv())
    folder = office.folder / "backups"
    folder.mkdir()
    office.run("backup", str(folder / "record-2026-05-11.duckdb"))
    office.send(year_csv(("R6", "4", "641")))
    shutil.copyfile(folder / "record-2026-05-11.duckdb", office.database)
    return office


def second_number(office: Office) -> str:
    first = office.run("batches").json[0]["batch_id"]
    return f"{first[:-1]}2"


def test_a_record_behind_answers_and_says_what_is_lost(behind: Office) -> None:
    answer = behind.run("assess", "--on", ON, "--lang", "en")
    assert (answer.code, len(answer.json)) == (0, 40)
    (sentence,) = answer.err.splitlines()
    assert f"Lost report: {second_number(behind)}." in sentence
    assert "record-2026-05-11.duckdb" in sentence
    assert "record accept" in sentence


def test_a_record_behind_receives_nothing(behind: Office) -> None:
    before = behind.everything()
    for words in (
        ["import", behind.file(year_csv(("R6", "4", "642"))), "--on", ON],
        ["withdraw", behind.run("batches").json[0]["batch_id"]],
        ["decide", "nearly_met_band", "no_band", "--by", "DX推進本部"],
    ):
        answer = behind.run(*words)
        assert (answer.code, answer.out) == (3, "")
        assert second_number(behind) in answer.err
        assert "Traceback" not in answer.err
    assert behind.everything() == before


def test_going_on_is_said_once(behind: Office) -> None:
    lost = second_number(behind)
    accepted = behind.run("record", "accept", "--by", "事務局", "--reason", "再提出済み")
    assert (accepted.code, accepted.err) == (0, "")
    assert accepted.json == {"database": str(behind.database), "lost_reports": [lost], "acts": 0}
    sent = behind.send(year_csv(("R6", "4", "641")))
    assert (sent.code, sent.err) == (0, "")
    assert sent.json["batch_id"] == f"{lost[:-1]}3"  # the lost number is another report's
    again = behind.run("record", "accept")
    assert (again.code, again.out) == (1, "")


def test_a_restore_settles_it_too(behind: Office) -> None:
    source = behind.folder / "backups" / "record-2026-05-11.duckdb"
    lost = second_number(behind)
    restored = behind.run("restore", str(source), "--by", "事務局")
    assert restored.code == 0
    assert (restored.json["lost_reports"], restored.json["acts"]) == ([lost], 0)
    assert lost in restored.err
    sent = behind.send(year_csv(("R6", "4", "641")))
    assert sent.err == ""
    assert sent.json["batch_id"] == f"{lost[:-1]}3"  # the lost number is another report's


def test_where_no_record_was_none_is_made_to_be_accepted(office: Office) -> None:
    answer = office.run("record", "accept")
    assert (answer.code, answer.out) == (1, "")
    assert not office.database.exists()


def test_a_record_that_is_gone_is_not_made_anew(office: Office) -> None:
    office.send(window_csv())
    office.database.unlink()
    answer = office.run("assess")
    assert (answer.code, answer.out) == (3, "")
    assert len(answer.err.splitlines()) == 1
    assert not office.database.exists()
    assert office.run("record", "accept").code == 0
    assert office.send(window_csv()).json["batch_id"].endswith("-0002")


def test_a_missing_witness_is_a_note(office: Office) -> None:
    office.send(window_csv())
    office.database.with_name("record.duckdb.witness").unlink()
    answer = office.run("batches", "--lang", "en")
    assert answer.code == 0
    assert "record.duckdb.witness" in answer.err
    assert office.run("batches").err == ""


@pytest.fixture
def ten_years_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The machine's clock is put ten years ahead before the next command."""
    office.send(window_csv())
    now = SystemClock.__call__

    def ahead(clock: SystemClock) -> datetime:
        return now(clock) + timedelta(days=3652)

    monkeypatch.setattr(SystemClock, "__call__", ahead)
    return office


def test_a_clock_ten_years_ahead_records_nothing(ten_years_on: Office) -> None:
    office = ten_years_on
    before = office.everything()
    refused = office.send(year_csv(("R6", "4", "641")))
    assert (refused.code, refused.out) == (1, "")
    assert "--clock-is-right" in refused.err
    assert office.everything() == before
    assert office.run("batches").code == 0  # it can be read
    # Once somebody said that it is so, nobody is asked again.
    assert office.run("--clock-is-right", "batches").code == 0
    assert office.send(year_csv(("R6", "4", "641"))).code == 0
    with duckdb.connect(str(office.database)) as file:
        acts = file.execute("SELECT act FROM audit_event ORDER BY revision").fetchall()
    assert acts[-2:] == [("confirm_clock",), ("report",)]


def test_serve_asks_before_anybody_types(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is to be loaded is in the record already: only the start itself can ask."""
    now = SystemClock.__call__
    with monkeypatch.context() as earlier:
        earlier.setattr(SystemClock, "__call__", lambda one: now(one) - timedelta(days=401))
        assert office.run("batches").code == 0
    command = [sys.executable, "-m", "yamato_dx", "--database", str(office.database)]
    served = subprocess.run(
        [*command, "serve", "--port", "0"], capture_output=True, text=True, check=False, timeout=60
    )
    assert (served.returncode, served.stdout) == (1, "")
    (sentence,) = served.stderr.splitlines()
    assert "--clock-is-right" in sentence
