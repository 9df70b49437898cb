"""One backup a day into a folder, the oldest going. Whoever serves calls it; no thread here."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from yamato_dx.acts.backup import backup, backups_of
from yamato_dx.errors import Refused, YamatoDxError
from yamato_dx.store import failures
from yamato_dx.store.record import Record
from yamato_dx.store.refusals import RecordClosed

KEPT: Final = 14
LOG: Final = logging.getLogger(__name__)
LOGGED: Final = 400  # characters of an error: its cause, not the page of SQL that may follow

# The backup of a day may be made at its end: with the next day's, something is wrong.
LATE_DAYS: Final = 2


@dataclass(frozen=True)
class Overdue:
    """`days`: since the last whole backup, None where there is none. `reason`: what the last try
    came to; None where none has come to an end."""

    days: int | None
    reason: YamatoDxError | None


class NightlyBackups:
    """Of a record that is served, since `begun_on`. May be asked by any thread."""

    def __init__(self, record: Record, *, begun_on: date) -> None:
        self._record = record
        self._folder = backups_of(record)
        self._good_on = begun_on
        self._reason: YamatoDxError | None = None

    def attempt(self, today: date) -> bool:
        """Make today's backup unless it is there; whether all is well. Whatever comes of it is
        logged and remembered: one failure must not end the backups of all days to come."""
        try:
            nightly_backup(self._record, self._folder, today=today)
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
        return True

    def overdue(self, today: date) -> Overdue | None:
        """What people must be told of the backups; None where all is well."""
        if self._reason is None and (today - self._good_on).days < LATE_DAYS:
            return None
        last = last_backup_on(self._folder, self._record.path.stem)
        return Overdue(None if last is None else (today - last).days, self._reason)


def _log(error: Exception) -> None:
    LOG.error("%.*s", LOGGED, " ".join(f"{type(error).__name__}: {error}".split()))


def nightly_backup(record: Record, folder: Path, keep: int = KEPT, *, today: date) -> Path | None:
    """Write `<record's name>-<today>.duckdb` unless it is there; its path, None where it was.

    Of a record that lost something none is made: each would push out one that has it still.

    Only files named so are counted and pruned, the newest `keep` stay. Raises as `backup`.
    """
    assert keep >= 1, "at least the backup just made is kept"
    if record.loss:
        return None
    target = folder / f"{record.path.stem}-{today.isoformat()}.duckdb"
    with failures.writing_to(target):
        written = None if target.exists() else backup(record, target)
        for old in nightly_files(folder, record.path.stem)[keep:]:
            old.unlink(missing_ok=True)
    return written


def nightly_files(folder: Path, record_name: str) -> list[Path]:
    """The nightly backups of a record, newest first."""
    pattern = re.compile(rf"{re.escape(record_name)}-\d{{4}}-\d\d-\d\d\.duckdb")
    named = (path for path in folder.glob("*.duckdb") if pattern.fullmatch(path.name))
    return sorted(named, key=lambda path: path.name, reverse=True)


def last_backup_on(folder: Path, record_name: str) -> date | None:
    """The day of the newest backup, made at night or by hand: a backup gets its name when it is
    whole."""
    pattern = re.compile(rf"{re.escape(record_name)}-(\d{{4}}-\d\d-\d\d)(-\d{{6}})?\.duckdb")
    found = (pattern.fullmatch(path.name) for path in folder.glob("*.duckdb"))
    return max((date.fromisoformat(one[1]) for one in found if one), default=None)
