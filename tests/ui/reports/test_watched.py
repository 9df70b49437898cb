from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, cast

import pytest

from yamato_dx.ui.reports.watched import Stopped, WatchedReading

if TYPE_CHECKING:
    from yamato_dx.queries.reports.preview import Preview, TellStep

PATIENCE = 10.0
PREVIEW = cast("Preview", object())


def test_a_reading_says_where_it_is_and_what_it_made() -> None:
    told, go_on = Event(), Event()

    def make(tell: TellStep) -> Preview:
        tell("checking")
        told.set()
        assert go_on.wait(PATIENCE)
        return PREVIEW

    reading = WatchedReading(("file",), make)
    assert told.wait(PATIENCE)
    assert (reading.step, reading.is_done) == ("checking", False)
    go_on.set()
    assert reading.preview() is PREVIEW


def test_a_reading_that_is_stopped_ends_before_its_next_step() -> None:
    told, go_on = Event(), Event()

    def make(tell: TellStep) -> Preview:
        tell("reading")
        told.set()
        assert go_on.wait(PATIENCE)
        tell("checking")
        raise AssertionError("it was stopped")

    reading = WatchedReading(("file",), make)
    assert told.wait(PATIENCE)
    reading.stop()
    go_on.set()
    with pytest.raises(Stopped):
        reading.preview()
    assert (reading.is_stopped, reading.step) == (True, "reading")


def test_two_are_read_at_once_and_a_third_waits_for_its_turn() -> None:
    go_on = Event()

    def make(tell: TellStep) -> Preview:
        tell("reading")
        assert go_on.wait(PATIENCE)
        return PREVIEW

    first, second, third = (WatchedReading((place,), make) for place in range(3))
    third.stop()
    go_on.set()
    assert first.preview() is second.preview() is PREVIEW
    assert (third.step, third.is_done) == ("waiting", True)  # it never began
