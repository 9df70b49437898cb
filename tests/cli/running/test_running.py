"""What whoever runs the server asks of the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.cli.conftest import Office
from tests.reports import window_csv
from yamato_dx.acts.running.facts import Holding, ServerFacts, Usage, write_facts


def test_a_certificate_is_made_and_said_what_to_do_with(office: Office, tmp_path: Path) -> None:
    words = ("tls", "make", "dx.example.lg.jp", "192.0.2.7", "--folder", str(tmp_path / "tls"))
    made = office.run(*words, "--lang", "en")
    assert made.code == 0
    assert made.json["names"][:2] == ["dx.example.lg.jp", "192.0.2.7"]
    assert all(Path(made.json[name]).is_file() for name in ("authority", "certificate", "key"))
    for told in ("--tls-cert", "certutil -addstore -f Root", "group policy", "authority.key"):
        assert told in made.err
    again = office.run(*words, "--lang", "en")
    assert (again.code, again.out) == (1, "")
    assert "is not overwritten" in again.err
    assert office.run("tls", "make", "a b", "--folder", str(tmp_path / "none")).code == 2
    assert office.run(*words, "--days", "9999").code == 2


def state_of(office: Office) -> tuple[int, dict[str, str]]:
    answer = office.run("status", "--lang", "en")
    return answer.code, {line["name"]: line["state"] for line in answer.json}


def test_it_says_how_a_record_stands_that_somebody_else_holds(office: Office) -> None:
    code, states = state_of(office)
    assert (code, states["Backup"]) == (1, "bad")
    assert not office.database.exists()  # asking makes nothing
    office.send(window_csv())
    folder = office.database.parent / "backups"
    office.run("backup", str(folder / f"record-{datetime.now(UTC):%Y-%m-%d}.duckdb"))
    usage = Usage(Holding(500, 500), Holding(0, 1), None)
    write_facts(office.database, ServerFacts(datetime.now(UTC), 7, usage))
    code, states = state_of(office)
    assert (code, states["Open pages"], states["Backup"]) == (1, "bad", "good")
    write_facts(office.database, ServerFacts(datetime.now(UTC), 7, usage, is_stopped=True))
    code, states = state_of(office)
    assert (code, states["Server"]) == (0, "attention")
    assert "Open pages" not in states
    table = office.run("status", "--format", "table").out
    assert "一致しています" in table


def test_tls_wants_both_files(office: Office, tmp_path: Path) -> None:
    for option in ("--tls-cert", "--tls-key"):
        answer = office.run("serve", option, str(tmp_path / "none"), "--lang", "en")
        assert (answer.code, answer.out) == (2, "")
        assert "both" in answer.err
    answer = office.run("serve", "--tls-cert", "none.crt", "--tls-key", "none.key")
    assert answer.code == 2
    assert "none.crt" in answer.err
