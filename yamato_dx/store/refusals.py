"""What the record refuses, beyond `errors`.

RecordUnavailable
├── RecordInUse       another process, or this one, holds the file
├── RecordUnreadable  not a record, damaged, or no right to read and write it
├── RecordNewer       written by a newer program
├── RecordOfAnother   of another municipality
├── RecordClosed      the program is shutting down
├── RecordNotWritten  the disk refused; nothing was changed
└── RecordBehind      lacks what was acknowledged (`loss`); nothing is received
Refused
├── Stale             another row stands now than the preview showed
└── ClockDoubted      the clock cannot be right, or somebody has to say that it is
"""

from __future__ import annotations

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


class Stale(Refused):
    pass


class ClockDoubted(Refused):
    pass
