"""What a person does on an open page, told from what the page does by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

# So often at most it is written down.
EACH_SECONDS: Final = 30.0


class Activity:
    """Of one socket. A run that somebody's hand asks for counts: a page chosen, a field changed, a
    button pressed. What a page repeats by the clock does not, nor what every page sends first when
    its socket opens: a browser opens it again by itself.
    """

    def __init__(
        self, touch: Callable[[], None], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._touch = touch
        self._now = now
        self._is_first = True
        self._touched_at = float("-inf")

    def note(self, data: bytes) -> None:
        """Of each message that the page sends."""
        is_due = self._now() - self._touched_at >= EACH_SECONDS
        if (self._is_first or is_due) and is_run(data):
            if not self._is_first:
                self._touched_at = self._now()
                self._touch()
            self._is_first = False


def is_run(data: bytes) -> bool:
    """Whether a page asks for a run, not by the clock."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return False
    return message.HasField("rerun_script") and not message.rerun_script.is_auto_rerun
