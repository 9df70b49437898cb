"""The server's log: told in full, but a thing that happens again and again only so often."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from typing import Final

from yamato_dx.i18n import text

EACH: Final = 10
ALL: Final = 200
SECONDS: Final = 3600.0


class BoundedLog(logging.Filter):
    """Lets through, in an hour, the first `EACH` entries of a kind and `ALL` together; the next
    hour begins with how many were held back. A kind is what the code says, without its values."""

    def __init__(self, lang: str, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.lang = lang
        self._now = now
        self._began = now()
        self._told = 0
        self._seen: Counter[tuple[str, str]] = Counter()

    def take_hold(self) -> None:
        """Of every handler there is by now. The framework gives each of its loggers one of its
        own, when the module is first used."""
        known = (logging.getLogger(name) for name in tuple(logging.root.manager.loggerDict))
        handlers = [handler for logger in (logging.root, *known) for handler in logger.handlers]
        for handler in {*handlers, logging.lastResort}:
            if handler is not None:
                handler.addFilter(self)  # once: a filter is not added twice

    def filter(self, record: logging.LogRecord) -> bool:
        if self._now() - self._began >= SECONDS:
            self._begin_anew()
        kind = (record.name, str(record.msg))
        is_told = self._seen[kind] < EACH and self._told < ALL
        self._told += is_told
        if kind in self._seen or len(self._seen) < ALL:
            self._seen[kind] += 1
        return is_told

    def _begin_anew(self) -> None:
        held_back = {kind: count - EACH for kind, count in self._seen.items() if count > EACH}
        self._began = self._now()
        self._told = 0
        self._seen.clear()
        for (name, message), count in held_back.items():
            sentence = text("web.log.held_back", self.lang, count=count, message=message.strip())
            logging.getLogger(name).warning("%s", sentence)
