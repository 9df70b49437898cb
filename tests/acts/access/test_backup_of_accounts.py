"""Accounts are backed up on their own, and a restore of the record brings none of them back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.acts.access.acting import HERE, PASSWORD, Town, access_over, session_of, town_over
from tests.store.cases import CLERK, CODE, Clock, send, values
from yamato_dx.acts.access.sessions import SignInRefused
from yamato_dx.acts.access.signing_in import change_password, sign_in
from yamato_dx.acts.backup import restore
from yamato_dx.acts.nightly import KEPT, NightlyBackups, nightly_files
from yamato_dx.store.access.places import access_path
from yamato_dx.store.access.sqlite_file import AccessFile
from yamato_dx.store.record import Record

DAY = date(2026, 5, 11)
NEWER = "ume kasa densha tamago"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / f"{CODE}.duckdb"


@pytest.fixture
def town(path: Path) -> Town:
    return town_over(access_over(AccessFile(access_path(path))))


def test_an_old_backup_of_the_record_brings_back_no_password_and_no_session(
    town: Town, path: Path
) -> None:
    old = town.begun("sato")
    with Record.open(path, CODE, clock=Clock()) as record:
        send(record, values(a=1.0))
        assert NightlyBackups(record, begun_on=DAY).attempt(DAY)
    newer = change_password(town.access, old.session, PASSWORD, NEWER)
    town.access.close()
    backup_file = path.parent / "backups" / f"{CODE}-2026-05-11.duckdb"
    restore(backup_file, path, CODE, actor=CLERK, clock=Clock())
    with access_over(AccessFile(access_path(path))) as access:
        assert session_of(access, old.token) is None
        assert session_of(access, newer.token)
        assert sign_in(access, "sato", NEWER, HERE)
        with pytest.raises(SignInRefused):
            sign_in(access, "sato", PASSWORD, HERE)


def test_a_night_keeps_accounts_beside_the_record_and_for_nobody_else(
    town: Town, path: Path
) -> None:
    folder = path.parent / "backups"
    folder.mkdir()
    for day in range(1, KEPT + 2):
        (folder / f"{CODE}-{DAY - timedelta(days=day)}.access").touch()
    with Record.open(path, CODE, clock=Clock()) as record:
        backups = NightlyBackups(record, begun_on=DAY)
        assert backups.attempt(DAY)
        assert backups.overdue(DAY) is None
    kept = nightly_files(folder, CODE, ".access")
    assert len(kept) == KEPT
    assert kept[0].name == f"{CODE}-2026-05-11.access"
    assert kept[0].stat().st_mode & 0o777 == 0o600
    assert list(folder.glob("*copying*")) == []
    with access_over(AccessFile(kept[0])) as copied:
        assert sign_in(copied, "sato", PASSWORD, HERE)


def test_a_backup_of_accounts_that_failed_is_told(town: Town, path: Path) -> None:
    town.access.close()
    with Record.open(path, CODE, clock=Clock()) as record:
        backups = NightlyBackups(record, begun_on=DAY)
        access_path(path).write_bytes(b"no database" * 100)
        assert not backups.attempt(DAY)
        overdue = backups.overdue(DAY)
        assert overdue is not None
        assert overdue.reason is not None
        assert "アカウントのファイル" in overdue.reason.sentence("ja")
