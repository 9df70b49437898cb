"""A backup from the running server, and a restore that is proven before it replaces anything."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from yamato_dx.acts.permissions import Act, require
from yamato_dx.errors import Refused
from yamato_dx.store.file import backups, failures, restoring
from yamato_dx.store.file.copying import NameTaken
from yamato_dx.store.file.restoring import Order, Restored
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.clock import SYSTEM_CLOCK, Clock
from yamato_dx.store.record import Record


def backup(record: Record, target: Path, actor: Actor) -> Path:
    """Write the record into a new file, proven equal; its path.

    Raises NotPermitted, Refused where `target` exists or cannot be written, RecordUnavailable where
    the record cannot be read.
    """
    require(record, actor, Act.BACK_UP)
    target = target.resolve()
    try:
        record.copy_into(target)
    except NameTaken as error:
        raise Refused("store.target_exists", path=target) from error
    return target


def backup_by_hand(record: Record, actor: Actor, *, now: datetime) -> Path:
    """A backup beside the nightly ones, named by the minute; its path. Raises as `backup`."""
    name = f"{record.path.stem}-{now:%Y-%m-%d-%H%M%S}.duckdb"
    return backup(record, backups_of(record) / name, actor)


def backups_of(record: Record) -> Path:
    """The folder of a record's backups."""
    return backups.backups_of(record.path)


def restore(
    backup_file: Path,
    target: Path,
    municipality_code: str,
    *,
    actor: Actor,
    clock: Clock = SYSTEM_CLOCK,
    is_clock_right: bool = False,
) -> Restored:
    """Put a backup in place of the record at `target`, which must be closed.

    Says where the replaced record is kept (`<name>.replaced-<UTC time>.duckdb`) and what of it the
    backup lacks. The backup is copied, opened, brought to this program's schema, read whole and
    held against the rules of the ledger first. Raises
    NotPermitted, and as `restoring.restore`.
    """
    require(None, actor, Act.RESTORE)
    with failures.reading(backup_file):
        is_there = backup_file.is_file()
    if not is_there:
        raise Refused("store.no_backup", path=backup_file)
    order = Order(backup_file, target, municipality_code, actor, clock, is_clock_right)
    return restoring.restore(order)
