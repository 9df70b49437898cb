"""The framework's application, with stores of ours for what visitors leave in it."""

from __future__ import annotations

import asyncio
import errno
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.web.cache_storage_manager_config import create_default_cache_storage_manager

from yamato_dx.acts.running.facts import Holding, Usage
from yamato_dx.web.left_sessions import LeftSessions
from yamato_dx.web.limits import MB, Limits
from yamato_dx.web.logs.bounded import BoundedLog
from yamato_dx.web.media import OwnedMedia, OwnMedia
from yamato_dx.web.near_limit import NearLimit
from yamato_dx.web.seats import SeatedVisitors, Seats
from yamato_dx.web.uploads import BoundedUploads, Uploads

LOG: Final = logging.getLogger(__name__)
SWEEP_SECONDS: Final = 5.0
OPEN_FILES: Final = Path("/proc/self/fd")  # on Linux


class Dashboard(st.App):
    """`st.App` makes its runtime itself and takes no store from outside: this makes the same one,
    from the runtime's own settings, with ours."""

    def __init__(
        self,
        script: Path,
        *,
        limits: Limits,
        lang: str,
        door: Sequence[Middleware],
        answers: Sequence[Middleware],
        **named: Any,
    ) -> None:
        """`door` is asked before our bounds are, `answers` after them."""
        self.limits = limits
        self.seats = Seats(limits.sessions)
        self.uploads = Uploads(limits)
        self.media = OwnedMedia()
        self.left = LeftSessions(limits.left_seconds, limits.left_sessions)
        self.near = NearLimit(lang)
        self.log = BoundedLog(lang)
        bounds = (
            Middleware(SeatedVisitors, seats=self.seats),
            Middleware(BoundedUploads, uploads=self.uploads),
            Middleware(OwnMedia, media=self.media),
        )
        super().__init__(script, middleware=[*door, *bounds, *answers], **named)

    def _create_runtime(self) -> Runtime:
        return Runtime(
            RuntimeConfig(
                script_path=str(self._resolve_script_path()),
                media_file_storage=self.media,
                uploaded_file_manager=self.uploads,
                cache_storage_manager=create_default_cache_storage_manager(),
                session_storage=self.left,
                on_script_error=self._on_script_error,
            )
        )

    def is_present(self, session_id: str) -> bool:
        """Whether the session's browser is there, or may yet come back."""
        return Runtime.instance().is_active_session(session_id) or session_id in self.left

    def usage(self) -> Usage:
        limits = self.limits
        has_list = OPEN_FILES.is_dir()
        return Usage(
            Holding(self.seats.taken, limits.sessions),
            Holding(self.uploads.byte_count, limits.all_upload_bytes),
            Holding(_open_files(limits.open_files), limits.open_files) if has_list else None,
        )

    def look_at_limits(self) -> None:
        usage = self.usage()
        self.near.look("sessions", *usage.sessions)
        self.near.look("uploads", *(byte_count // MB for byte_count in usage.uploads))
        if usage.open_files:
            self.near.look("open_files", *usage.open_files)

    def look_at_uploads(self) -> None:
        self.uploads.sweep(self.is_present)

    async def sweep(self) -> None:
        """Clear by time what visitors left, and tell what comes near its limit; until cancelled.

        What one step raises is logged, and keeps no other from its turn: most of all they are
        needed while something is wrong.
        """
        steps = (self.log.take_hold, self.left.sweep, self.look_at_uploads, self.look_at_limits)
        while True:
            for step in steps:
                try:
                    step()
                except Exception:
                    LOG.exception("%s failed", step.__qualname__)
            await asyncio.sleep(SWEEP_SECONDS)


def _open_files(limit: int) -> int:
    """Of this process; `limit` where not even their list can be opened."""
    try:
        return sum(1 for _ in OPEN_FILES.iterdir())
    except OSError as error:
        if error.errno in (errno.EMFILE, errno.ENFILE):
            return limit
        raise
