"""Each thing that is looked at: when it is good, and what is said when it is not."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from yamato_dx.acts.actor import Actor
from yamato_dx.acts.running import checks
from yamato_dx.acts.running.checks import CHECKS, CheckState
from yamato_dx.acts.running.facts import (
    ChainFacts,
    Holding,
    Phrase,
    ServerFacts,
    Situation,
    Usage,
    read_facts,
    status_file,
    write_facts,
)
from yamato_dx.acts.running.status import status
from yamato_dx.i18n import LANGUAGES
from yamato_dx.store.file.witness import Witness, Witnessed
from yamato_dx.web.tls.making import make_certificate

NOW = datetime(2026, 5, 11, 3, tzinfo=UTC)
TODAY = date(2026, 5, 11)
MB = 1024**2
FACTS = ServerFacts(
    NOW - timedelta(seconds=20),
    7,
    Usage(Holding(3, 500), Holding(0, 400 * 1024**2), Holding(60, 3200)),
    copy_folder="/mnt/share",
    copied_on=TODAY,
    chain=ChainFacts(TODAY, 12, 3, None),
    unused_accounts=0,
    is_shared=True,
)
BACK = Phrase("store.clock.back", {"clock": "a", "other": "b"})
GONE = Phrase("store.backup_folder_gone", {"path": "/mnt/share"})


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with its witness and last night's backup."""
    folder = tmp_path_factory.mktemp("var")
    (folder / "backups").mkdir()
    (folder / "backups" / f"record-{TODAY}.duckdb").touch()
    record = folder / "record.duckdb"
    record.touch()
    Witness(record).write_anew(Witnessed(9, "hash", 4))
    return record


def states(situation: Situation) -> dict[str, CheckState]:
    """Each told in both languages, with what to do where it is not good."""
    lines = status(situation, actor=Actor.at_server("管理者"))
    for line in lines:
        for lang in LANGUAGES:
            words = line.in_words(lang)
            assert words["value"]
            assert (words["what_to_do"] is None) == (line.state == "good")
    return {line.name: line.state for line in lines}


def test_all_is_well(path: Path) -> None:
    assert states(Situation(path, NOW, FACTS)) == {check.name: "good" for check in CHECKS}


def used(**changed: Holding) -> Usage:
    return replace(FACTS.usage, **changed)


WRONG: list[tuple[str, CheckState, ServerFacts | None]] = [
    ("server", "attention", None),
    ("server", "attention", replace(FACTS, is_stopped=True)),
    ("server", "bad", replace(FACTS, told_at=NOW - timedelta(minutes=4))),
    ("witness", "bad", replace(FACTS, is_lost=True)),
    ("backup", "bad", replace(FACTS, backup_failure=GONE)),
    ("copy", "attention", None),
    ("copy", "attention", replace(FACTS, copy_folder=None)),
    ("copy", "attention", replace(FACTS, is_copy_on_same_disk=True)),
    ("copy", "bad", replace(FACTS, copied_on=TODAY - timedelta(days=2))),
    ("copy", "attention", replace(FACTS, copied_on=None)),  # the first is under way
    ("copy", "bad", replace(FACTS, copy_failure=GONE)),
    ("copy", "bad", replace(FACTS, copy_failure=GONE, copied_on=None)),
    ("clock", "bad", replace(FACTS, clock=BACK)),
    ("trail", "bad", replace(FACTS, chain=ChainFacts(TODAY, 12, 3, 7))),
    ("trail", "bad", replace(FACTS, trail_failure=GONE)),
    ("mirror", "bad", replace(FACTS, behind_seconds=200.0)),
    ("accounts", "attention", replace(FACTS, unused_accounts=2)),
    ("encryption", "attention", replace(FACTS, is_plain=True)),
    ("encryption", "bad", replace(FACTS, certificate="/none.crt")),
    ("sessions", "attention", replace(FACTS, usage=used(sessions=Holding(400, 500)))),
    ("sessions", "bad", replace(FACTS, usage=used(sessions=Holding(500, 500)))),
    ("uploads", "attention", replace(FACTS, usage=used(uploads=Holding(330 * MB, 400 * MB)))),
    ("open_files", "bad", replace(FACTS, usage=used(open_files=Holding(3200, 3200)))),
]  # fmt: skip


@pytest.mark.parametrize(("name", "state", "facts"), WRONG)
def test_what_is_not_well(
    path: Path, name: str, state: CheckState, facts: ServerFacts | None
) -> None:
    assert states(Situation(path, NOW, facts))[name] == state


@pytest.mark.parametrize(
    ("free", "state"),
    [
        (100 * checks.GB, "good"),
        (checks.GB // 2, "attention"),
        (checks.GB // 10, "bad"),  # the next backup may find no room
    ],
)
def test_a_disk_that_fills(
    path: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: CheckState
) -> None:
    class Free:
        def __init__(self, _path: Path) -> None:
            self.free = free

    monkeypatch.setattr(checks.shutil, "disk_usage", Free)
    assert states(Situation(path, NOW, FACTS))["disk"] == state


@pytest.mark.parametrize(
    ("days", "state"), [(60, "good"), (29, "attention"), (1, "attention"), (-1, "bad")]
)
def test_a_certificate_that_comes_to_its_end(path: Path, days: int, state: CheckState) -> None:
    folder = path.parent / f"tls{days}"
    made = make_certificate(["dx.example"], folder, 90)
    now = datetime.fromisoformat(made.valid_until).replace(tzinfo=UTC) - timedelta(days=days)
    facts = replace(FACTS, certificate=str(made.certificate), told_at=now)
    assert states(Situation(path, now, facts))["encryption"] == state


Change = Callable[[Path], object]


@pytest.mark.parametrize(
    ("name", "state", "change"),
    [
        ("backup", "bad", lambda record: (record.parent / "backups").mkdir()),
        ("witness", "attention", lambda record: record.touch()),
        ("witness", "bad", lambda record: Witness(record).write_anew(Witnessed())),
        ("server", "bad", lambda record: status_file(record).write_text("of another release")),
    ],
)
def test_what_lies_beside_the_record(
    tmp_path: Path, name: str, state: CheckState, change: Change
) -> None:
    change(tmp_path / "record.duckdb")
    facts = None if name == "server" else FACTS
    assert states(Situation(tmp_path / "record.duckdb", NOW, facts))[name] == state


@pytest.mark.skipif(os.name == "nt", reason="no mode there says who may read")
def test_files_that_others_may_read() -> None:
    with TemporaryDirectory() as folder:  # pytest's own lie where nobody else comes
        record = Path(folder) / "record.duckdb"
        backup = Path(folder) / "backups" / f"record-{TODAY}.duckdb"
        backup.parent.mkdir()
        for file, others in ((record, 0), (backup, 0o044)):
            file.touch()
            file.chmod(0o600 | others)
        assert states(Situation(record, NOW, FACTS))["files"] == "good"
        Path(folder).chmod(0o755)
        assert states(Situation(record, NOW, FACTS))["files"] == "attention"


def test_what_the_server_told_is_read_again(tmp_path: Path) -> None:
    record = tmp_path / "record.duckdb"
    assert read_facts(record) is None
    for facts in (FACTS, replace(FACTS, clock=GONE, copied_on=None, chain=None, is_stopped=True)):
        write_facts(record, facts)
        assert read_facts(record) == facts
    assert status_file(record).stat().st_mode & 0o077 == 0
    status_file(record).write_text('{"told_at": "yesterday"}')  # of another release
    assert read_facts(record) is None
