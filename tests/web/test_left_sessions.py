"""Sessions whose browser is gone end by time, and hold no event loop meanwhile."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from streamlit.runtime.session_manager import SessionInfo

from yamato_dx.web.left_sessions import LeftSessions


class Session:
    """What a left session has that is looked at."""

    def __init__(self, session_id: str, script: object = None) -> None:
        self.id = session_id
        self.is_ended = False
        self._scriptrunner = script
        self._script_event_loop = asyncio.new_event_loop()

    @property
    def holds_handles(self) -> bool:
        return not self._script_event_loop.is_closed()

    def shutdown(self) -> None:
        self.is_ended = True
        self._script_event_loop.close()


class Clock:
    now = 1000.0


def leave(left: LeftSessions, session: Any) -> None:
    left.save(SessionInfo(client=None, session=session, script_run_count=0))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def left(clock: Clock) -> LeftSessions:
    return LeftSessions(120, 2, lambda: clock.now)


def test_it_gives_its_handles_back_and_has_them_again_when_it_returns(left: LeftSessions) -> None:
    session = Session("a")
    leave(left, session)
    assert not session.holds_handles
    info = left.get("a")
    assert info
    assert session.holds_handles
    left.delete("a")
    assert (left.get("a"), left.list()) == (None, [])
    session.shutdown()


def test_a_script_that_still_runs_keeps_its_loop_until_it_ends(left: LeftSessions) -> None:
    session = Session("a", script="running")
    leave(left, session)
    assert session.holds_handles
    session._scriptrunner = None
    left.sweep()
    assert not session.holds_handles


def test_it_ends_by_time_with_nobody_coming(left: LeftSessions, clock: Clock) -> None:
    session = Session("a")
    leave(left, session)
    clock.now += 119
    left.sweep()
    assert not session.is_ended
    clock.now += 1
    assert left.get("a") is None
    left.sweep()
    assert session.is_ended
    assert "a" not in left


def test_of_too_many_the_one_that_left_first_ends(left: LeftSessions) -> None:
    sessions = [Session(name) for name in "abc"]
    for session in sessions:
        leave(left, session)
    assert [session.is_ended for session in sessions] == [True, False, False]
    assert [info.session.id for info in left.list()] == ["b", "c"]
