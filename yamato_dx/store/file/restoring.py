"""A backup in place of the record, proven before anything is replaced."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from yamato_dx.errors import RecordUnavailable
from yamato_dx.i18n import text
from yamato_dx.store.file import connection, copying, failures, opening, replacing, schema
from yamato_dx.store.file import rows as file_rows
from yamato_dx.store.file.database_file import inode_of
from yamato_dx.store.file.loss import Missing, audit_loss, missing
from yamato_dx.store.file.witness import Witness, Witnessed, act_at, newest_act
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.promise.clock import Clock, Timekeeper
from yamato_dx.store.promise.refusals import RecordInUse, RecordNotWritten, RecordUnreadable
from yamato_dx.store.promise.transaction import Transaction


@dataclass(frozen=True)
class Order:
    """Put `source` at `target`. `is_clock_right`: as for the start of a record."""

    source: Path
    target: Path
    municipality_code: str
    actor: Actor
    clock: Clock
    is_clock_right: bool = False


@dataclass(frozen=True)
class Restored:
    """The record at `path`. `kept`: where the replaced one lies, None where there was none.
    `missing`: what was acknowledged and is not in the restored one; None: it has all of it.
    `witness_note`: the id of what is to be said of the witness; None: it was written."""

    path: Path
    kept: Path | None
    missing: Missing | None
    witness_note: str | None

    def notes(self, lang: str) -> list[str]:
        """What whoever restored it has to know."""
        told = []
        if self.missing:
            told = [text("store.restored.lacks", lang), *self.missing.in_words(lang)]
        if self.witness_note:
            witness = Witness(self.path).path
            told.append(text(self.witness_note, lang, path=self.path, witness=witness))
        return told


def restore(order: Order) -> Restored:
    """Put the record in `source` at `target`. What was acknowledged there and is not in `source`
    keeps its 報告番号: they are given to no other report.

    Raises RecordUnavailable or Refused, with nothing changed, where `source` is not a whole record
    of this municipality, `target` is in use, or the disk refuses; RecordNotWritten where all but
    the last renames is done. Killed at any moment, it leaves the record as it was or the restored
    one, whole.
    """
    target = order.target.resolve()
    connection.reserve(target)
    try:
        with failures.writing_to(target):
            replacing.finish(target)
            decided = _decide(replace(order, target=target))
        try:
            replacing.finish(target)
        except OSError as error:
            raise RecordNotWritten("store.restored.unfinished", path=target) from error
        # Last: killed before, the next start finds another record than its witness saw.
        return Restored(target, decided.kept, decided.missing, _note_of_witness(target, decided))
    finally:
        connection.release(target)


@dataclass(frozen=True)
class _Decided:
    """`newest`: the restored record's last act; `witnessed`: what the witness had until then."""

    kept: Path | None
    missing: Missing | None
    newest: Witnessed
    witnessed: Witnessed | None


def _decide(order: Order) -> _Decided:
    """All but the last renames; undone where anything refuses."""
    target = order.target
    unfinished = target.with_name(f"{target.name}.restoring-{os.getpid()}")
    kept = target.with_name(f"{target.stem}.replaced-{order.clock():%Y%m%dT%H%M%S%f}.duckdb")
    prepared: Path | None = None
    try:
        copying.discard(unfinished)
        with _held(target) as held:
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(order.source, unfinished)
            newest, lacking = _prove(unfinished, order, _last_seen(held))
            prepared = replacing.prepare(unfinished, target, kept)
            held.let_go()
            replacing.decide(prepared, target)
    except BaseException:
        for path in (prepared, unfinished):
            if path:
                copying.discard(path)
        raise
    return _Decided(kept if held.was_there else None, lacking, newest, held.witnessed)


@dataclass(frozen=True)
class _Held:
    """The record that is to be replaced, so that nobody opens it meanwhile. `newest`: its last act,
    None where it cannot be asked; `witnessed`: what its witness has. `let_go`: directly before the
    rename that decides, for then DuckDB must not write any more; raises RecordInUse where another
    file has come in its place."""

    was_there: bool
    newest: Witnessed | None
    witnessed: Witnessed | None
    let_go: Callable[[], None]


@contextmanager
def _held(target: Path) -> Iterator[_Held]:
    """A damaged record is what a restore is for: nobody can open it, so nothing holds it."""
    parent = _opened(target)
    inode = inode_of(target)

    def let_go() -> None:
        if parent:
            parent.close()
        if inode_of(target) != inode:
            raise RecordInUse("store.in_use", path=target)

    try:
        yield _Held(inode is not None, _newest_in(parent), Witness(target).read(), let_go)
    finally:
        if parent:
            parent.close()


def _opened(target: Path) -> duckdb.DuckDBPyConnection | None:
    if not target.exists():
        return None
    try:
        with failures.opening(target):
            return connection.connect(target)
    except RecordInUse:
        raise
    except RecordUnavailable:
        return None


def _newest_in(parent: duckdb.DuckDBPyConnection | None) -> Witnessed | None:
    with suppress(duckdb.Error):
        if parent:
            with parent.cursor() as cursor:
                return newest_act(cursor)
    return None


def _last_seen(held: _Held) -> Witnessed:
    """What was acknowledged last, as witness and record know it."""
    known = [act for act in (held.witnessed, held.newest) if act]
    numbers: dict[int, int] = {}
    for act in known:
        for year, number in act.last_numbers.items():
            numbers[year] = max(number, numbers.get(year, 0))
    newest = max(known, key=lambda act: act.revision, default=Witnessed())
    return replace(newest, last_numbers=numbers)


def _copy(source: Path, unfinished: Path) -> None:
    """The backup and its logs, as far as they exist; logs first."""
    names = (*zip(copying.logs_of(source), copying.logs_of(unfinished), strict=True),)
    for original, copy in (*names, (source, unfinished)):
        with failures.reading(original):
            if not original.exists():
                continue
            digest = copying.digest(original)
        shutil.copyfile(original, copy)
        if copying.digest(copy) != digest:
            raise RecordUnreadable("store.copy_unsound", path=source)


def _prove(unfinished: Path, order: Order, seen: Witnessed) -> tuple[Witnessed, Missing | None]:
    """What the witness is to hold of it, and what it lacks of what was `seen`."""
    with (
        failures.opening(order.source, room_at=order.target),
        connection.connect(unfinished) as parent,
        parent.cursor() as cursor,
    ):
        version = opening.checked(parent, order.source, order.municipality_code)
        for migration in schema.pending(version):
            schema.apply(cursor, migration, order.clock())
        copying.fingerprint(cursor)  # reads every block: damage shows here
        if len(copying.faults(cursor)):
            raise RecordUnreadable("store.copy_unsound", path=order.source)
        newest, lacking = newest_act(cursor), None
        if seen.revision and act_at(cursor, seen.revision).act_hash != seen.act_hash:
            lacking = missing(seen, newest)
            newest = _go_on_after(cursor, seen, order)
        copying.seal(cursor)
    return newest, lacking


def _go_on_after(cursor: duckdb.DuckDBPyConnection, seen: Witnessed, order: Order) -> Witnessed:
    """An act that keeps what was seen, so that no 報告番号 is given twice. Raises ClockDoubted."""
    head = file_rows.head(cursor)
    time = Timekeeper(order.clock, head.recorded_at, is_right=order.is_clock_right)
    transaction = Transaction(head.revision, time.now)
    audit_loss(transaction, "restore", order.actor, seen)
    rows = transaction.rows("restore")
    assert rows, "the act appended its own line"
    cursor.execute("BEGIN")
    file_rows.append(cursor, rows)
    newest = newest_act(cursor)
    cursor.execute("COMMIT")
    return newest


def _note_of_witness(target: Path, decided: _Decided) -> str | None:
    """Write it, and the id of what is to be said of it. What is restored stands, though its witness
    cannot be written. One that has an act of the last moment keeps it: the next start tells it."""
    witness = Witness(target)
    if witness.read() != decided.witnessed:
        return "store.restored.went_on"
    try:
        witness.write_anew(decided.newest)
    except OSError:
        return "store.restored.without_witness"
    return None
