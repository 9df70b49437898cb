"""One backup a day into a folder, the oldest going. Whoever serves calls it; no thread here."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from yamato_dx.acts.backup import backup, backups_of
from yamato_dx.acts.permissions import Act, require
from yamato_dx.acts.trail.verifying import note_daily_head
from yamato_dx.errors import Refused, YamatoDxError
from yamato_dx.store.access.places import access_path
from yamato_dx.store.access.sqlite_file import copy_access
from yamato_dx.store.file import failures
from yamato_dx.store.promise.actor import PROGRAM, Actor
from yamato_dx.store.promise.refusals import RecordClosed
from yamato_dx.store.record import Record

KEPT: Final = 14
SUFFIX: Final = ".duckdb"
ACCESS_SUFFIX: Final = ".access"
LOG: Final = logging.getLogger(__name__)
LOGGED: Final = 400  # characters of an error: its cause, not the page of SQL that may follow

# The backup of a day may be made at its end: with the next day's, something is wrong.
LATE_DAYS: Final = 2


@dataclass(frozen=True)
class Overdue:
    """`days`: since the last whole backup, None where there is none. `reason`: what the last try
    came to; None where none has come to an end. `rests`: none is made before somebody decides
    about what the record lost."""

    days: int | None
    reason: YamatoDxError | None
    rests: bool = False


class NightlyBackups:
    """Of a record that is served, since `begun_on`. May be asked by any thread.

    `stays`: what is to be said of an old backup that should have gone; None where all went.
    """

    def __init__(self, record: Record, *, begun_on: date) -> None:
        self._record = record
        self._folder = backups_of(record)
        self._good_on = begun_on
        self._reason: YamatoDxError | None = None
        self.stays: Refused | None = None

    def attempt(self, today: date) -> bool:
        """Make today's backup unless it is there; whether it is there then. Whatever comes of it
        is logged and remembered: one failure must not end the backups of all days to come."""
        try:
            nightly_backup(self._record, self._folder, PROGRAM, today=today)
            self._copy_access(today)
        except RecordClosed:
            return False
        except YamatoDxError as error:
            self._reason = error
            _log(error)
            return False
        except Exception as error:  # noqa: BLE001 - whatever it is, tomorrow's backup is due
            self._reason = Refused("store.backup_failed", path=self._folder)
            _log(error)
            return False
        self._good_on, self._reason = today, None
        self._prune()
        self._write_head(today)
        return True

    def _write_head(self, today: date) -> None:
        """Of the audit trail, into the file beside the record."""
        try:
            note_daily_head(self._record, today)
        except YamatoDxError as error:
            _log(error)

    def _copy_access(self, today: date) -> None:
        """Accounts and the trail, on their own: what comes back with the record is the record."""
        path = access_path(self._record.path)
        target = self._folder / f"{self._record.path.stem}-{today.isoformat()}{ACCESS_SUFFIX}"
        if path.exists() and not target.exists():
            copy_access(path, target)

    def _prune(self) -> None:
        self.stays = None
        try:
            prune(self._folder, self._record.path.stem)
            prune(self._folder, self._record.path.stem, suffix=ACCESS_SUFFIX)
        except Refused as error:
            self.stays = error
            _log(error)

    def overdue(self, today: date) -> Overdue | None:
        """What people must be told of the backups; None where all is well."""
        if self._reason is None and (today - self._good_on).days < LATE_DAYS:
            return None
        last = last_backup_on(self._folder, self._record.path.stem)
        days = None if last is None else (today - last).days
        return Overdue(days, self._reason, rests=bool(self._record.loss))


def _log(error: Exception) -> None:
    LOG.error("%.*s", LOGGED, " ".join(f"{type(error).__name__}: {error}".split()))


def nightly_backup(record: Record, folder: Path, actor: Actor, *, today: date) -> Path | None:
    """Write `<record's name>-<today>.duckdb` unless it is there; its path, None where it was.

    Of a record that lost something none is made: each would push out one that has it still. Raises
    Refused then, and as `backup`.
    """
    require(record, actor, Act.BACK_UP)
    if record.loss:
        raise Refused("store.backup_rests", path=record.path)
    target = folder / f"{record.path.stem}-{today.isoformat()}.duckdb"
    with failures.writing_to(target):
        return None if target.exists() else backup(record, target, actor)


def prune(folder: Path, record_name: str, keep: int = KEPT, *, suffix: str = SUFFIX) -> None:
    """Remove all nightly backups but the newest `keep`; nothing else. `suffix`: of accounts, or of
    the record. Raises Refused with the name of one that stays, once all others are gone."""
    assert keep >= 1, "at least the backup just made is kept"
    stays: list[Path] = []
    for old in nightly_files(folder, record_name, suffix)[keep:]:
        try:
            old.unlink(missing_ok=True)
        except OSError:
            stays.append(old)
    if stays:
        raise Refused("store.old_backup_stays", path=stays[0])


@dataclass(frozen=True)
class _Made:
    """A file with the name of a backup, which it gets when it is whole."""

    path: Path
    day: date
    is_by_hand: bool


def _made(folder: Path, record_name: str, suffix: str = SUFFIX) -> Iterator[_Made]:
    pattern = re.compile(
        rf"{re.escape(record_name)}-(\d{{4}}-\d\d-\d\d)(-\d{{6}})?{re.escape(suffix)}"
    )
    for path in folder.glob(f"*{suffix}"):
        named = pattern.fullmatch(path.name)
        with suppress(ValueError):  # 30 February: a file of somebody's
            if named:
                yield _Made(path, date.fromisoformat(named[1]), bool(named[2]))


def nightly_files(folder: Path, record_name: str, suffix: str = SUFFIX) -> list[Path]:
    """The nightly backups of a record, newest first."""
    nightly = [backup for backup in _made(folder, record_name, suffix) if not backup.is_by_hand]
    return [backup.path for backup in sorted(nightly, key=lambda backup: backup.day, reverse=True)]


def made_files(folder: Path, record_name: str) -> list[Path]:
    """All backups of a record, by hand too, and of its accounts; newest first."""
    found = [
        made for suffix in (SUFFIX, ACCESS_SUFFIX) for made in _made(folder, record_name, suffix)
    ]
    newest = sorted(found, key=lambda made: (made.day, made.path.name), reverse=True)
    return [made.path for made in newest]


def last_backup_on(folder: Path, record_name: str) -> date | None:
    """The day of the newest backup, made at night or by hand."""
    return max((backup.day for backup in _made(folder, record_name)), default=None)
