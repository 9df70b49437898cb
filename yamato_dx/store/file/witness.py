"""A witness beside the record: what was acknowledged last, so that a record which lost it is found.

DuckDB ends at the last whole transaction that it finds; a log (WAL) cut short, or an older file put
in the record's place, looks to it like a shorter record. The witness is a small file of its own,
written after COMMIT and before the act is acknowledged.

Two slots of a block each are written by turns, each with its checksum: a write cut short spoils
one slot only, the other holds the act before. A third of a millisecond, where a new file renamed
into place takes two.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

import duckdb

from yamato_dx.store.file import connection

SLOT_BYTES: Final = 4096
SLOTS: Final = 2
_DIGEST_LENGTH: Final = 64


@dataclass(frozen=True)
class Witnessed:
    """What a record holds as its last act, or the witness saw last.

    `act_hash`: over the rows of the act that ends with `revision`. `act_count`: acts so far.
    `last_numbers`: fiscal year → the highest running number of a 報告番号 given in it.
    """

    revision: int = 0
    act_hash: str = ""
    act_count: int = 0
    last_numbers: Mapping[int, int] = field(default_factory=dict)


def act_at(cursor: duckdb.DuckDBPyConnection, revision: int) -> Witnessed:
    """What the record says of the act that ends with `revision`. Where none does, its hash is that
    of no rows."""
    return act_between(cursor, act_before(cursor, revision), revision)


def act_before(cursor: duckdb.DuckDBPyConnection, revision: int) -> int:
    """The end of the act before the one that ends with `revision`; 0 where there is none."""
    return int(connection.fetch(cursor, "act_before", {"revision": revision})[0][0])


def newest_act(cursor: duckdb.DuckDBPyConnection) -> Witnessed:
    """The last act that the record holds."""
    return act_at(cursor, int(connection.ask(cursor, "latest", {})["revision"].item()))


def act_between(cursor: duckdb.DuckDBPyConnection, before: int, revision: int) -> Witnessed:
    """The same, where the end of the act before is known: of no more than its rows is read."""
    bounds = {"before": before, "revision": revision}
    act_hash, act_count, numbers = connection.fetch(cursor, "act", bounds)[0]
    return Witnessed(revision, act_hash, act_count, _numbers(json.loads(numbers or "{}")))


def _numbers(written: Mapping[str, int]) -> dict[int, int]:
    return {int(year): int(running_no) for year, running_no in sorted(written.items())}


class Witness:
    """The file `<record>.witness`. Used under the record's writer lock only."""

    def __init__(self, record_path: Path) -> None:
        self.path = record_path.with_name(f"{record_path.name}.witness")
        self._sequence = 0

    def read(self) -> Witnessed | None:
        """What was written last; None where there is no file, or none of it can be trusted."""
        try:
            content = self.path.read_bytes()
        except OSError:
            return None
        slots = (content[at : at + SLOT_BYTES] for at in range(0, len(content), SLOT_BYTES))
        whole = [told for slot in slots if (told := _opened(slot))]
        if not whole:
            return None
        self._sequence, seen = max(whole, key=lambda told: told[0])
        return seen

    def write(self, seen: Witnessed) -> None:
        """Returns once the disk has it. Raises OSError; what was there before can still be read."""
        self._sequence += 1
        at = self._sequence % SLOTS * SLOT_BYTES
        slot = _sealed(self._sequence, seen)
        try:
            with self.path.open("r+b", buffering=0) as file:
                _put(file.fileno(), at, slot)
        except FileNotFoundError:
            self._create(at, slot)

    def write_anew(self, seen: Witnessed) -> None:
        """The same in a new file, whatever lay there: one that may not be written, too."""
        self._sequence += 1
        self._create(0, _sealed(self._sequence, seen))

    def _create(self, at: int, slot: bytes) -> None:
        """Under another name first, so that no half file is ever taken for a spoilt one."""
        unfinished = self.path.with_name(f"{self.path.name}.creating-{os.getpid()}")
        try:
            with unfinished.open("wb", buffering=0) as file:
                file.write(bytes(SLOTS * SLOT_BYTES))
                _put(file.fileno(), at, slot)
            unfinished.replace(self.path)
        finally:
            with suppress(OSError):
                unfinished.unlink()
        _sync_folder(self.path.parent)


def _put(descriptor: int, at: int, slot: bytes) -> None:
    os.lseek(descriptor, at, os.SEEK_SET)
    written = os.write(descriptor, slot)
    if written != len(slot):
        raise OSError(f"{written} of {len(slot)} bytes written")
    os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    """A new name is kept by the folder. Windows opens no folder, and needs not."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sealed(sequence: int, seen: Witnessed) -> bytes:
    told = json.dumps({"sequence": sequence, **asdict(seen)}).encode()
    padded = told.ljust(SLOT_BYTES - _DIGEST_LENGTH - 2) + b"\n"
    slot = sha256(padded).hexdigest().encode() + b" " + padded
    assert len(slot) == SLOT_BYTES, "a witness of a few hundred years fits into a slot"
    return slot


def _opened(slot: bytes) -> tuple[int, Witnessed] | None:
    """Sequence and content of a slot that was written to its end."""
    digest, _, padded = slot.partition(b" ")
    if sha256(padded).hexdigest().encode() != digest:
        return None
    told = json.loads(padded)
    return told["sequence"], Witnessed(
        told["revision"], told["act_hash"], told["act_count"], _numbers(told["last_numbers"])
    )
