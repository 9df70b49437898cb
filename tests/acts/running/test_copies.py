"""Backups in another place: proven, never half, and what becomes of a share that is gone."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.store.cases import CLERK, CODE, send, values
from tests.store.disks import small_disk
from yamato_dx.acts.backup import backup, backup_by_hand
from yamato_dx.acts.nightly import nightly_backup, prune
from yamato_dx.acts.running import copies
from yamato_dx.acts.running.copies import CopiedBackups, copy_backup, copy_backups
from yamato_dx.errors import Refused
from yamato_dx.i18n import LANGUAGES, TOKYO
from yamato_dx.store.beside import copies as beside
from yamato_dx.store.record import Record

TODAY = date(2026, 5, 11)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def backed_up(record: Record, *numbers: int) -> Path:
    """The folder of its backups, with those of these days."""
    folder = record.path.parent / "backups"
    for number in numbers:
        nightly_backup(record, folder, CLERK, today=day(number))
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_all_that_are_not_there_yet_are_copied_letter_by_letter(
    record: Record, share: Path
) -> None:
    send(record, values(a=1.0))
    here = backed_up(record, 0, 1)
    assert copy_backups(record, share, CLERK).last_on == day(1)
    assert names(share) == names(here)
    assert all((share / name).read_bytes() == (here / name).read_bytes() for name in names(here))


def test_backups_by_hand_and_of_accounts_are_copied_too(record: Record, share: Path) -> None:
    here = backed_up(record, 0)
    by_hand = backup_by_hand(record, CLERK, now=datetime(2026, 5, 11, 12, tzinfo=TOKYO))
    accounts = here / f"{CODE}-2026-05-11.access"
    accounts.write_bytes(b"accounts")
    accounts.chmod(0o600)
    copy_backups(record, share, CLERK)
    assert (
        names(share)
        == names(here)
        == sorted([by_hand.name, accounts.name, f"{CODE}-2026-05-11.duckdb"])
    )
    assert (share / accounts.name).stat().st_mode & 0o777 == 0o600


def test_one_of_any_name_is_copied_unless_another_file_has_it(
    record: Record, share: Path, tmp_path: Path
) -> None:
    made = backup(record, tmp_path / "before the update.duckdb", CLERK)
    there = copy_backup(record, made, share, CLERK)
    assert there.read_bytes() == made.read_bytes()
    with pytest.raises(Refused) as refused:
        copy_backup(record, made, share, CLERK)
    assert refused.value.message_id == "store.target_exists"


def test_a_share_may_keep_neither_times_nor_modes(
    record: Record, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **_told: object) -> None:
        raise PermissionError

    here = backed_up(record, 0)
    for call in ("utime", "chmod"):
        monkeypatch.setattr(beside.os, call, refuse)
    assert copy_backups(record, share, CLERK).last_on == day(0)
    assert names(share) == names(here)


def test_the_oldest_go_there_as_here(
    record: Record, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "prune", partial(prune, keep=2))
    here = backed_up(record, 0)
    for number in (8, 9, 10):
        (share / f"{CODE}-2026-05-{number:02}.access").write_text("of accounts")
    (share / "notes.txt").write_text("not ours")
    (share / f"{CODE}-2026-05-10.duckdb.copying-9").write_text("of a killed server")
    copy_backups(record, share, CLERK)
    for number in (1, 2):
        backed_up(record, number)
        prune(here, CODE, keep=2)
        copy_backups(record, share, CLERK)
    accounts = [f"{CODE}-2026-05-{number:02}.access" for number in (9, 10)]
    assert names(share) == sorted([*names(here), *accounts, "notes.txt"])


def test_a_share_that_is_gone_is_told_and_made_up_for(record: Record, share: Path) -> None:
    here = backed_up(record, 0)
    copied = CopiedBackups(record, share, begun_on=day(0))
    assert copied.overdue(day(0)) is None
    copied.attempt()
    shutil.rmtree(share)
    backed_up(record, 1, 2)
    copied.attempt()
    assert copied.overdue(day(1)) is None  # it may be there again before anybody has to know
    late = copied.overdue(day(2))
    assert late
    assert (late.days, late.reason and late.reason.message_id) == (2, "store.backup_folder_gone")
    assert not share.exists()  # made by nobody: it would lie on this disk
    assert len(names(here)) == 3
    share.mkdir()
    copied.attempt()
    assert copied.overdue(day(2)) is None
    assert names(share) == names(here)


def test_one_that_never_was_there_is_told_at_once(record: Record, tmp_path: Path) -> None:
    backed_up(record, 0)
    copied = CopiedBackups(record, tmp_path / "none", begun_on=TODAY)
    copied.attempt()
    late = copied.overdue(TODAY)
    assert late
    assert late.days is None


def test_a_copy_that_came_otherwise_is_not_kept(
    record: Record, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(record, 0)
    monkeypatch.setattr(beside.copying, "digest", lambda _path: "of other bytes")
    with pytest.raises(Refused) as refused:
        copy_backups(record, share, CLERK)
    assert refused.value.message_id == "store.copy_not_equal"
    assert all(refused.value.sentence(lang) for lang in LANGUAGES)
    assert names(share) == []


def test_one_cut_short_is_made_anew(record: Record, share: Path) -> None:
    """A share that went away while it was renamed, or a file that somebody cut."""
    here = backed_up(record, 0)
    (share / names(here)[0]).write_bytes(b"half")
    copy_backups(record, share, CLERK)
    assert (share / names(here)[0]).read_bytes() == (here / names(here)[0]).read_bytes()


def test_a_full_share_is_told_and_keeps_nothing_half(record: Record, tmp_path: Path) -> None:
    backed_up(record, 0)
    with small_disk(tmp_path / "full", 1) as full:
        (full / "others.bin").write_bytes(bytes(1_000_000))
        with pytest.raises(Refused) as refused:
            copy_backups(record, full, CLERK)
        assert refused.value.message_id == "store.target_full"
        assert [name for name in names(full) if CODE in name] == []


def test_the_folder_of_the_backups_is_no_other_place(record: Record) -> None:
    here = backed_up(record, 0)
    with pytest.raises(Refused) as refused:
        copy_backups(record, here, CLERK)
    assert refused.value.message_id == "store.backup_folder_same"
