"""What PostgreSQL and the way to it say when they fail, as one sentence of ours each.

Their own words go no further than the cause of an error: libpq repeats what it was told.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import adbc_driver_manager
import psycopg

from yamato_dx.errors import RecordUnavailable
from yamato_dx.store.promise.refusals import RecordAway, RecordNotWritten, RecordUnreadable

# By SQLSTATE, or its class.
_SAID: Final[dict[str, tuple[type[RecordUnavailable], str]]] = {
    "22021": (RecordNotWritten, "store.server.no_text"),  # NUL
    "25006": (RecordAway, "store.server.read_only"),  # a standby answers
    "53100": (RecordNotWritten, "store.server.full"),
    "55P03": (RecordAway, "store.server.busy"),  # the writer's lock
    "28": (RecordUnreadable, "store.server.refused"),
    "3D": (RecordUnreadable, "store.server.refused"),
    "42501": (RecordUnreadable, "store.server.refused"),
    "08": (RecordAway, "store.server.away"),
    "57": (RecordAway, "store.server.away"),
}

# A password that is wrong is told by the server, but reaches us without its SQLSTATE.
_REFUSED: Final = ("authentication failed", "no password supplied", "does not exist")

Failed = psycopg.Error | adbc_driver_manager.Error


@contextmanager
def worded(shown: str) -> Iterator[None]:
    """While the database at `shown` is asked. What no server and no network had a part in passes
    through."""
    try:
        yield
    except (psycopg.Error, adbc_driver_manager.Error) as error:
        refusal = of_database(error, shown)
        if refusal is None:
            raise
        raise refusal from error


def of_database(error: Failed, shown: str) -> RecordUnavailable | None:
    """None where the database is well, and what it was asked is wrong."""
    state = error.sqlstate or ""
    failure = _SAID.get(state) or _SAID.get(state[:2])
    if failure is None and not state and isinstance(error, psycopg.DataError):
        failure = _SAID["22021"]  # psycopg does not even send it
    if failure is None and is_gone(error):
        is_refused = any(words in str(error) for words in _REFUSED)
        failure = _SAID["28" if is_refused else "08"]
    if failure is None:
        return None
    kind, message_id = failure
    return kind(message_id, database=shown)


def is_gone(error: Failed) -> bool:
    """Whether the connection is no more, and nothing is known of what was asked last."""
    if isinstance(error, psycopg.Error):
        return isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError))
    return not error.sqlstate
