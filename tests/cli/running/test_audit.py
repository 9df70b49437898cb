"""The audit trail on the command line: whole, broken, listed; and a file's bytes removed."""

from __future__ import annotations

import sqlite3
from hashlib import sha256

from tests.cli.conftest import Office
from tests.reports import window_csv
from yamato_dx.store.record import Record


def spoil(office: Office, sql: str) -> None:
    with sqlite3.connect(office.database.with_name(f"{office.database.name}.access")) as base:
        base.execute(sql)


def test_the_first_broken_row_is_named_by_its_number(office: Office) -> None:
    office.send(window_csv())
    whole = office.run("audit", "verify")
    assert (whole.code, whole.json["broken"], whole.json["heads"]) == (0, None, 1)
    backup = office.folder / "backups" / "record-2026-05-11.duckdb"
    office.run("backup", str(backup))
    assert office.run("audit", "verify").json["heads"] == 2
    spoil(office, "UPDATE trail SET actor_name = '佐藤' WHERE trail_no = 2")
    changed = office.run("audit", "verify", "--lang", "en")
    assert (changed.code, changed.json["broken"]) == (1, {"trail_no": 2, "fault": "changed"})
    assert "Row 2 of the audit trail" in changed.err
    spoil(office, "DELETE FROM trail WHERE trail_no = 1")
    assert office.run("audit", "verify").json["broken"] == {"trail_no": 1, "fault": "number"}


def test_the_trail_is_verified_beside_a_running_server(office: Office) -> None:
    office.send(window_csv())
    alone = office.run("audit", "verify").json
    with Record.open(office.database, "434477"):
        beside = office.run("audit", "verify", "--lang", "en")
        assert (beside.code, beside.json) == (0, alone | {"is_beside": True})
        assert "was not looked into" in beside.err
        spoil(office, "UPDATE trail SET actor_name = '佐藤' WHERE trail_no = 2")
        broken = office.run("audit", "verify")
        assert (broken.code, broken.json["broken"]["trail_no"]) == (1, 2)
        assert office.run("audit", "list").code == 3  # what else looks into the record waits


def test_a_head_on_paper_is_held_against_the_trail(office: Office) -> None:
    office.send(window_csv())
    row = office.run("audit", "list").json[0]
    rows = office.run("audit", "list", "--by", "窓口", "--kind", "act", "--from", "2020-01-01")
    assert [told["act"] for told in rows.json] == ["report"]
    assert office.run("audit", "list", "--to", "2020-01-01").json == []
    wrong = office.run("audit", "verify", "--head", f"{row['trail_no']}:{'0' * 16}")
    assert (wrong.code, wrong.json["broken"]["fault"]) == (1, "other_head")
    assert office.run("audit", "verify", "--head", "7").code == 2


def test_bytes_of_a_file_are_removed_with_a_reason(office: Office) -> None:
    office.send(window_csv())
    office.run("backup", str(office.folder / "backups" / "record-2026-05-11.duckdb"))
    digest = sha256(window_csv()).hexdigest()
    removed = office.run("file", "remove", digest, "--reason", "個人情報", "--by", "事務局")
    assert removed.code == 0, removed.err
    assert [path[-24:] for path in removed.json["to_destroy"]] == ["record-2026-05-11.duckdb"]
    again = office.run("file", "remove", digest, "--reason", "個人情報", "--lang", "en")
    assert (again.code, again.out) == (1, "")
