"""The database's clock: all processes that share a record go by it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import local

from yamato_dx.store.promise.clock import SYSTEM_CLOCK


class DatabaseClock:
    """A `promise.Clock`. Within an act, the moment that was read under the writer's lock; else the
    one read last, and what has gone by since."""

    def __init__(self, moment: datetime) -> None:
        self._own = local()
        self.read(moment)

    def read(self, moment: datetime) -> None:
        """What the database said just now."""
        self._last = moment, self.elapsed()

    @contextmanager
    def stopped_at(self, moment: datetime) -> Iterator[None]:
        """For this thread alone."""
        self._own.moment = moment
        try:
            yield
        finally:
            self._own.moment = None

    def __call__(self) -> datetime:
        stopped: datetime | None = getattr(self._own, "moment", None)
        if stopped is not None:
            return stopped
        moment, at = self._last
        return moment + timedelta(seconds=self.elapsed() - at)

    def elapsed(self) -> float:
        return SYSTEM_CLOCK.elapsed()
