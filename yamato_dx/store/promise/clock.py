"""Which moment an act gets: the clock's, where nothing speaks against it.

A moment is recorded for good and numbers the reports of its year, so a clock that was put wrong
must not reach the record.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from yamato_dx.i18n import DEFAULT_LANGUAGE
from yamato_dx.i18n import moment as written
from yamato_dx.store.promise.refusals import ClockDoubted

# Put back by so little, as time servers do it: the record's own time stands until the clock has
# caught up.
TOLERATED: Final = timedelta(minutes=5)
# Every year has its reports; a record left alone for longer is rarer than a clock gone wrong.
LONGEST_SILENCE: Final = timedelta(days=400)
# Between the wall clock and one that nobody can set, since the start.
LARGEST_JUMP: Final = timedelta(hours=1)


class Clock(Protocol):
    def __call__(self) -> datetime:
        """Now, with its time zone, as the machine has been told."""

    def elapsed(self) -> float:
        """Seconds on a clock that nobody can set and that, where the system has such a one, goes on
        while the machine sleeps."""


class SystemClock:
    """The machine's own."""

    def __call__(self) -> datetime:
        return datetime.now(UTC)

    def elapsed(self) -> float:
        # The monotonic clocks of Linux and macOS stand still while the machine sleeps, that of
        # Windows does not. macOS has no other under this name: there a sleep of more than an hour
        # is a jump.
        boot_time = getattr(time, "CLOCK_BOOTTIME", None)
        return time.monotonic() if boot_time is None else time.clock_gettime(boot_time)


SYSTEM_CLOCK: Final = SystemClock()


class Timekeeper:
    """Holds the clock against the newest act (None: there is none) and against its own start.

    `is_right`: whoever starts it says so, however long ago the newest act was.
    """

    def __init__(self, clock: Clock, newest: datetime | None, *, is_right: bool) -> None:
        self.clock = clock
        self.newest = newest
        self._is_right = is_right
        self._started, self._started_elapsed = clock(), clock.elapsed()

    @property
    def is_asked(self) -> bool:
        """Whether the start lies so far past the newest act that somebody has to say it is so."""
        return self.newest is not None and self._started - self.newest > LONGEST_SILENCE

    def now(self) -> datetime:
        """The moment of the next act, never before the newest. Raises ClockDoubted."""
        now = self.clock()
        if self.newest is not None and self.newest - now > TOLERATED:
            raise doubted("store.clock.back", now, self.newest)
        # Before the rule of the start: it tells more of a clock that jumped since.
        expected = self._started + timedelta(seconds=self.clock.elapsed() - self._started_elapsed)
        if abs(now - expected) > LARGEST_JUMP:
            raise doubted("store.clock.jumped", now, expected)
        if self.newest is not None and self.is_asked and not self._is_right:
            raise doubted("store.clock.far_ahead", now, self.newest)
        return now if self.newest is None else max(now, self.newest)


def doubted(message_id: str, now: datetime, other: datetime) -> ClockDoubted:
    """Naming both times, to the minute, in Tokyo."""
    return ClockDoubted(
        message_id, clock=written(now, DEFAULT_LANGUAGE), other=written(other, DEFAULT_LANGUAGE)
    )
