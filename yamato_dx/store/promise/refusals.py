"""What the record refuses, beyond `errors`.

RecordUnavailable
├── RecordInUse       another process, or this one, holds the file
├── RecordUnreadable  not a record, damaged, or no right to read and write it
├── RecordNewer       written by a newer program
├── RecordOfAnother   of another municipality
├── RecordClosed      the program is shutting down
├── RecordNotWritten  the disk refused; the sentence says what became of it
├── RecordMoved       lives on elsewhere; nothing is received here
├── RecordAway        the server of a shared record cannot be reached; nothing was done
└── RecordBehind      lacks what was acknowledged (`loss`); nothing is received
Refused
├── Stale             another thing stands now than whoever writes was shown
└── ClockDoubted      the clock cannot be right, or somebody has to say that it is
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yamato_dx.errors import RecordUnavailable, Refused


class RecordInUse(RecordUnavailable):
    pass


class RecordUnreadable(RecordUnavailable):
    pass


class RecordNewer(RecordUnavailable):
    pass


class RecordOfAnother(RecordUnavailable):
    pass


class RecordClosed(RecordUnavailable):
    pass


class RecordNotWritten(RecordUnavailable):
    pass


class RecordAway(RecordUnavailable):
    pass


class RecordMoved(RecordUnavailable):
    pass


@dataclass(frozen=True, eq=False)
class EntryChange:
    """What another person said of a thing, in the place of what was said `before`; None: nothing,
    or they took it away."""

    kind: str
    entry_key: str
    document: Mapping[str, Any] | None
    before: Mapping[str, Any] | None
    actor_name: str
    recorded_at: datetime


class Stale(Refused):
    """`changes`: of things entered by hand, what stands at `revision` in place of what was seen."""

    def __init__(
        self,
        message_id: str,
        *,
        changes: Sequence[EntryChange] = (),
        revision: int = 0,
        **values: object,
    ) -> None:
        super().__init__(message_id, **values)
        self.changes = tuple(changes)
        self.revision = revision


class ClockDoubted(Refused):
    pass
