"""Who is signed in, as this process knows it: asked at every run of a page."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any, Final

from yamato_dx.acts.access.limits import ACTIVITY_WRITTEN, UNANSWERED_SECONDS, limits_of
from yamato_dx.errors import RecordUnavailable
from yamato_dx.store.access.accounts import account_count
from yamato_dx.store.access.database import AccessDatabase, change_no
from yamato_dx.store.access.sessions import Session, session_at, write_active

# Sessions that are kept at hand; the first asked goes first.
MOST_AT_HAND: Final = 4096
# After no answer, so long nothing is asked: no page waits for each of its runs.
REST_SECONDS: Final = 2.0


class SessionBook:
    """Sessions at hand, as of the newest change that any process marked.

    While the store does not answer, what is at hand stands for `UNANSWERED_SECONDS`.
    """

    def __init__(
        self, database: AccessDatabase, elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._elapsed = elapsed
        self._lock = Lock()
        self._asking = Lock()
        self._known: dict[str, Session] = {}
        # Session → when a person last did something in it, and when that was last written.
        self._used: dict[str, tuple[datetime, datetime]] = {}
        self._has_accounts: bool | None = None
        self._change_no = -1
        self._looked_at = self._answered_at = float("-inf")
        self._unanswered: RecordUnavailable | None = None

    def has_accounts(self) -> bool:
        """Raises AccessUnavailable."""
        at = self._look()
        has_accounts = self._has_accounts
        if has_accounts is None:
            has_accounts = account_count(self._database) > 0
            with self._lock:
                if self._change_no == at:
                    self._has_accounts = has_accounts
        return has_accounts

    def session(self, token_hash: str, now: datetime) -> Session | None:
        """By the hash of its token. None where there is none, it ended or ran out, its account was
        disabled or its link revoked. Raises AccessUnavailable where the store has not answered for
        15 minutes, or was not asked for this session before."""
        at = self._look()
        session = self._known.get(token_hash)
        if session is None or self._has_run_out(session, now):
            # Another process may have written a later activity.
            session = self._asked(token_hash)
            if session is None or self._has_run_out(session, now):
                return None
            self._keep(session, at)
        return session

    def touch(self, session: Session, now: datetime) -> None:
        """A person did something: not a page's own repeats, not a reconnect. Written once a minute
        at most; raises AccessUnavailable."""
        key = session.token_hash
        with self._lock:
            _, written = self._used.get(key, (now, session.active_at))
            is_due = now - written >= ACTIVITY_WRITTEN
            _make_room(self._used, key)
            self._used[key] = now, now if is_due else written
        if not is_due:
            return
        with self._database.writing() as writer:
            write_active(writer, key, now)

    def forget(self) -> None:
        """This process changed something."""
        with self._lock:
            self._clear(-1)
            self._looked_at = float("-inf")

    def _look(self) -> int:
        """The number of the change as of which what is at hand stands."""
        elapsed = self._elapsed()
        wait = REST_SECONDS if self._unanswered else self._database.look_seconds
        # One asks; where that takes its time, the others go on with what is at hand.
        if elapsed - self._looked_at >= wait and self._asking.acquire(blocking=False):
            try:
                self._ask(elapsed)
            finally:
                self._asking.release()
        if self._unanswered and elapsed - self._answered_at > UNANSWERED_SECONDS:
            raise self._unanswered
        return self._change_no

    def _ask(self, elapsed: float) -> None:
        self._looked_at = elapsed
        try:
            newest_no = change_no(self._database)
        except RecordUnavailable as error:
            self._unanswered = error
            return
        with self._lock:
            self._unanswered, self._answered_at = None, elapsed
            if newest_no != self._change_no:
                self._clear(newest_no)

    def _asked(self, token_hash: str) -> Session | None:
        if self._unanswered:
            raise self._unanswered
        return session_at(self._database, token_hash)

    def _has_run_out(self, session: Session, now: datetime) -> bool:
        used_at, _ = self._used.get(session.token_hash, (session.active_at, None))
        return has_run_out(session, now, max(session.active_at, used_at))

    def _clear(self, change: int) -> None:
        self._known.clear()
        self._has_accounts = None
        self._change_no = change

    def _keep(self, session: Session, at: int) -> None:
        with self._lock:
            if self._change_no != at:
                return
            _make_room(self._known, session.token_hash)
            self._known[session.token_hash] = session


def _make_room(held: dict[str, Any], key: str) -> None:
    """For this session. What was done in another is written a minute later at most, so that nothing
    is lost with it."""
    while key not in held and len(held) >= MOST_AT_HAND:
        del held[next(iter(held))]


def has_run_out(session: Session, now: datetime, active_at: datetime) -> bool:
    """`active_at`: when a person last did something in it."""
    limits = limits_of(session.signed_in.role)
    return (
        now >= active_at + limits.idle
        or now >= session.begun_at + limits.absolute
        or (session.link_expires_at is not None and now >= session.link_expires_at)
    )
