"""Each backup once more in another place, the oldest nightly ones going there as here."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Final

from yamato_dx.acts.backup import backups_of
from yamato_dx.acts.nightly import (
    ACCESS_SUFFIX,
    LATE_DAYS,
    Overdue,
    last_backup_on,
    made_files,
    prune,
)
from yamato_dx.acts.permissions import Act, require
from yamato_dx.errors import Refused, YamatoDxError
from yamato_dx.store.beside.copies import (
    clear_unfinished_copies,
    copy_elsewhere,
    is_on_same_disk,
)
from yamato_dx.store.file import failures
from yamato_dx.store.promise.actor import PROGRAM, Actor
from yamato_dx.store.record import Record

LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True)
class CopiesThere:
    """`last_on`: the day of the newest. `is_same_disk`: as the record's: a share that is not
    mounted looks like this, too."""

    last_on: date | None
    is_same_disk: bool


def copy_backups(record: Record, folder: Path, actor: Actor) -> CopiesThere:
    """Copy into `folder` all backups of the record that are not there yet, those by hand and the
    nightly ones of its accounts too, the newest first, and remove there what is older than the
    nightly ones kept here; what is there then.

    Raises NotPermitted, Refused as `copy_elsewhere` and `prune`.
    """
    require(record, actor, Act.BACK_UP)
    name = record.path.stem
    for backup in made_files(backups_of(record), name):
        copy_elsewhere(backup, folder)
    clear_unfinished_copies(folder, name)
    prune(folder, name)
    prune(folder, name, suffix=ACCESS_SUFFIX)
    return CopiesThere(last_backup_on(folder, name), is_on_same_disk(folder, record.path))


def copy_backup(record: Record, backup_file: Path, folder: Path, actor: Actor) -> Path:
    """Copy one that was just made, under whatever name, into `folder`; its path there.

    Raises NotPermitted, Refused as `copy_elsewhere`, and where another file has its name.
    """
    require(record, actor, Act.BACK_UP)
    target = folder / backup_file.name
    with failures.writing_to(target):
        if target.exists():
            raise Refused("store.target_exists", path=target)
    return copy_elsewhere(backup_file.resolve(), folder)


class CopiedBackups:
    """Of a record that is served, into `folder`. May be asked by any thread: what it says is
    remembered, so that no page waits for a share that is gone, but where a backup is made by hand.

    `there`: what the last try that came to its end found; None where none has. `reason`: what the
    last one failed of.
    """

    def __init__(self, record: Record, folder: Path, *, begun_on: date) -> None:
        self._record = record
        self.folder = folder
        self._begun_on = begun_on
        self.there: CopiesThere | None = None
        self.reason: YamatoDxError | None = None
        self._turn = Lock()

    def attempt(self) -> None:
        """Whatever comes of it is logged and remembered; the backups here stand in any case."""
        with self._turn:  # each clears what another left unfinished
            self._attempt()

    def _attempt(self) -> None:
        try:
            self.there = copy_backups(self._record, self.folder, PROGRAM)
            self.reason = None
        except YamatoDxError as error:
            self.reason = error
            LOG.error("%s", error)
        except Exception:
            self.reason = Refused("store.target_not_writable", path=self.folder)
            LOG.exception("no copy of the backups")

    def overdue(self, today: date) -> Overdue | None:
        """What people must be told; None where a copy came lately, or may yet come."""
        last_on = self.there.last_on if self.there else None
        is_late = (today - (last_on or self._begun_on)).days >= LATE_DAYS
        is_unknown = last_on is None and self.reason is not None
        if not (is_late or is_unknown):
            return None
        return Overdue(None if last_on is None else (today - last_on).days, self.reason)
