"""Sessions whose browser is gone: kept for a while in case it comes back, then cleared by time.

The framework's own storage clears them when the next visitor comes, and until then each keeps
three handles: the event loop that the framework makes for its script.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from streamlit.runtime.session_manager import SessionInfo, SessionStorage

if TYPE_CHECKING:
    from streamlit.runtime.app_session import AppSession


class LeftSessions(SessionStorage):
    """At most `most` of them, each for `seconds`. All on the server's own thread."""

    def __init__(
        self, seconds: float, most: int, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.seconds = seconds
        self.most = most
        self._now = now
        # The one that left first comes first.
        self._left: dict[str, tuple[SessionInfo, float]] = {}

    def get(self, session_id: str) -> SessionInfo | None:
        info, left_at = self._left.get(session_id, (None, 0.0))
        if info is None or self._now() - left_at >= self.seconds:
            return None
        take_up_handles(info.session)
        return info

    def save(self, session_info: SessionInfo) -> None:
        self._left.pop(session_info.session.id, None)
        self._left[session_info.session.id] = (session_info, self._now())
        self.sweep()

    def delete(self, session_id: str) -> None:
        self._left.pop(session_id, None)

    def list(self) -> list[SessionInfo]:
        return [info for info, _ in self._left.values()]

    def __contains__(self, session_id: str) -> bool:
        return session_id in self._left

    def sweep(self) -> None:
        """End what is past its time or one too many; take the handles of the others whose script
        has ended meanwhile."""
        too_many = len(self._left) - self.most
        for place, (session_id, (info, left_at)) in enumerate(list(self._left.items())):
            if place < too_many or self._now() - left_at >= self.seconds:
                del self._left[session_id]
                info.session.shutdown()
            else:
                release_handles(info.session)


def release_handles(session: AppSession) -> None:
    """Close the loop of a session that runs nothing."""
    if session._scriptrunner is None and not session._script_event_loop.is_closed():
        session._script_event_loop.close()


def take_up_handles(session: AppSession) -> None:
    """A loop anew, before the session runs again."""
    if session._script_event_loop.is_closed():
        session._script_event_loop = asyncio.new_event_loop()
