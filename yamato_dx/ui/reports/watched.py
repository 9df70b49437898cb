"""A large file is read beside the page, which says how far it is: its reader may stop it, look at
other pages, and come back to it.

In a thread, not in a process: it slows others, but stops nobody, and nothing has to be handed over.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, Final, Literal

import streamlit as st

if TYPE_CHECKING:
    from yamato_dx.queries.reports.preview import Preview, ReadingStep, TellStep
    from yamato_dx.ui.frame.screen import Screen

# About ten thousand rows. Smaller files are read before anybody could stop them.
LARGE_BYTES: Final = 200_000
# More of them at once would only slow each other, and everybody else.
_BESIDE: Final = ThreadPoolExecutor(2, "large-file")
_STEPS: Final = ("waiting", "reading", "checking", "comparing", "judging")
_LOOK_SECONDS: Final = 0.2
_WATCHED: Final = "report.watched"


class Stopped(Exception):
    """Its reader stopped it."""


class WatchedReading:
    """`state`: of which file, beside which revision, with which answers. `step`: where it is."""

    def __init__(self, state: tuple[object, ...], make: Callable[[TellStep], Preview]) -> None:
        self.state = state
        self.step: ReadingStep | Literal["waiting"] = "waiting"
        self._stopping = Event()
        self._preview: Future[Preview] = _BESIDE.submit(make, self._tell)

    def _tell(self, step: ReadingStep) -> None:
        if self._stopping.is_set():
            raise Stopped
        self.step = step

    def stop(self) -> None:
        """At its next step; what waits for its turn never begins."""
        self._stopping.set()
        self._preview.cancel()

    @property
    def is_stopped(self) -> bool:
        return self._stopping.is_set()

    @property
    def is_done(self) -> bool:
        return self._preview.done()

    def preview(self) -> Preview:
        """Raises what the reading raised."""
        return self._preview.result()


def watched_preview(
    page: Screen, state: tuple[object, ...], make: Callable[[TellStep], Preview]
) -> Preview | None:
    """Of a large file; None where its reader stopped it, with a button to read it after all."""
    reading: WatchedReading | None = st.session_state.get(_WATCHED)
    if reading is None or reading.state != state:
        stop_watching()
        reading = st.session_state[_WATCHED] = WatchedReading(state, make)
    if reading.is_stopped:
        page.message(page.say("reports.watched.stopped"))
        st.button(page.say("reports.watched.again"), on_click=stop_watching)
        return None
    _watch(page, reading)
    del st.session_state[_WATCHED]
    return reading.preview()


def stop_watching() -> None:
    """Let go of what is read; another reading begins anew."""
    reading: WatchedReading | None = st.session_state.pop(_WATCHED, None)
    if reading is not None:
        reading.stop()


def _watch(page: Screen, reading: WatchedReading) -> None:
    """Until it is done. Each sentence lets a press of the button through."""
    place = st.empty()
    with place.container(key="report-watched"):
        bar = st.progress(0.0)
        st.button(page.say("reports.watched.stop"), on_click=reading.stop)
        began = time.monotonic()
        while not reading.is_done:
            done = _STEPS.index(reading.step)
            words = page.say(
                f"reports.watched.{reading.step}",
                step=done,
                steps=len(_STEPS) - 1,
                seconds=int(time.monotonic() - began),
            )
            bar.progress(done / len(_STEPS), words)
            time.sleep(_LOOK_SECONDS)
    place.empty()
