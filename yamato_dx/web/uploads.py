"""Files that browsers have sent and the pages have not yet received: how many, how large, how long.

The framework holds each in memory until its session ends, however many there are.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from yamato_dx.web.addresses import refuse
from yamato_dx.web.limits import MB, Limits

ENDPOINT: Final = "/_stcore/upload_file"
LENGTH: Final = re.compile(r"[0-9]{1,18}")
UPLOAD: Final = re.compile(rf"{ENDPOINT}/(?P<session>[^/]+)/(?P<file>[^/]+)")


@dataclass
class HeldUpload:
    """One file of a session, from the moment at which its upload begins. `byte_count`: as announced
    while it comes. `taken_at`: when a box of the page last asked for it."""

    byte_count: int
    touched_at: float
    taken_at: float | None = None
    is_coming: bool = True

    @property
    def used_at(self) -> float:
        return max(self.touched_at, self.taken_at or 0.0)


@dataclass
class OfSession:
    """`gone_at`: when its session was first found gone."""

    files: dict[str, HeldUpload] = field(default_factory=dict)
    gone_at: float | None = None

    @property
    def byte_count(self) -> int:
        return sum(held.byte_count for held in self.files.values())

    @property
    def is_coming(self) -> bool:
        return any(held.is_coming for held in self.files.values())

    @property
    def used_at(self) -> float:
        """When something last came or was asked for."""
        return max(held.used_at for held in self.files.values())

    def forgotten(self) -> list[str]:
        """What the boxes of the page asked for once, but not when they last asked."""
        asked = [held.taken_at for held in self.files.values() if held.taken_at is not None]
        latest = max(asked, default=0.0) - SAME_RUN
        return [
            file_id
            for file_id, held in self.files.items()
            if not held.is_coming and held.taken_at is not None and held.taken_at < latest
        ]


SAME_RUN: Final = 10.0  # seconds: boxes of one page ask within one run of its script


class TooMuch(Exception):
    """An upload that is not taken: HTTP status and the sentence that says why."""

    def __init__(self, status: int, message_id: str, **values: object) -> None:
        super().__init__(message_id)
        self.status = status
        self.message_id = message_id
        self.values = values


class Uploads(MemoryUploadedFileManager):
    """The framework's store of uploaded files, bounded. Safe from any thread, as its own is.

    The room of a file that is coming is freed by its own request alone, whoever removes it or its
    session meanwhile.
    """

    def __init__(self, limits: Limits, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(ENDPOINT)
        self.limits = limits
        self._now = now
        self._sessions: dict[str, OfSession] = {}
        self._missed: set[str] = set()
        self._guard = Lock()

    @property
    def byte_count(self) -> int:
        """Of all sessions, with what is still coming."""
        with self._guard:
            return self._all_bytes()

    def _all_bytes(self) -> int:
        return sum(session.byte_count for session in self._sessions.values())

    def _of(self, session_id: str) -> OfSession:
        return self._sessions.get(session_id, OfSession())

    @contextmanager
    def coming(self, session_id: str, file_id: str, byte_count: int) -> Iterator[None]:
        """Room for a file of at most `byte_count` bytes while it comes. Raises TooMuch."""
        held = HeldUpload(byte_count, self._now())
        with self._guard:
            self._require_new(session_id, file_id)
            self._make_room(session_id, byte_count)
            self._require_room(session_id, byte_count)
            self._sessions.setdefault(session_id, OfSession()).files[file_id] = held
        try:
            yield
        finally:
            with self._guard:
                if held.is_coming:
                    self._forget(session_id, file_id)

    def _require_new(self, session_id: str, file_id: str) -> None:
        """One that is there already makes place for itself."""
        held = self._of(session_id).files.get(file_id)
        if held is not None and held.is_coming:
            raise TooMuch(409, "web.upload.twice")
        self._drop(session_id, file_id)

    def _make_room(self, session_id: str, byte_count: int) -> None:
        """Only where there is none: a box that draws itself alone asks alone, and who reads a
        preview asks for nothing."""
        limits, session = self.limits, self._of(session_id)
        is_full = len(session.files) >= limits.session_upload_files
        is_full |= session.byte_count + limits.upload_bytes > limits.session_upload_bytes
        for file_id in session.forgotten() if is_full else ():
            self._drop(session_id, file_id)
        for of_session, file_id in self._at_rest():
            if self._all_bytes() + byte_count <= limits.all_upload_bytes:
                break
            self._drop(of_session, file_id)

    def _at_rest(self) -> list[tuple[str, str]]:
        """Session and file of what no page needs any more, or has used for long; the longest
        first."""
        latest = self._now() - self.limits.resting_upload_seconds
        resting = [
            (held.used_at, session_id, file_id)
            for session_id, session in self._sessions.items()
            for file_id, held in session.files.items()
            if not held.is_coming and (held.used_at <= latest or file_id in session.forgotten())
        ]
        return [(session_id, file_id) for _, session_id, file_id in sorted(resting)]

    def _require_room(self, session_id: str, byte_count: int) -> None:
        limits, session = self.limits, self._of(session_id)
        if byte_count > limits.upload_bytes:
            raise TooMuch(413, "web.upload.too_large", limit=limits.upload_bytes // MB)
        if len(session.files) >= limits.session_upload_files:
            raise TooMuch(413, "web.upload.too_many", limit=limits.session_upload_files)
        if session.byte_count + byte_count > limits.session_upload_bytes:
            limit = limits.session_upload_bytes // MB
            raise TooMuch(413, "web.upload.too_much", limit=limit)
        self._require_room_of_all(byte_count)

    def _require_room_of_all(self, byte_count: int) -> None:
        """What is coming is there or gone within minutes; what boxes hold may rest for longer."""
        limits = self.limits
        held = [held for each in self._sessions.values() for held in each.files.values()]
        resting = sum(upload.byte_count for upload in held if not upload.is_coming)
        if resting + byte_count > limits.all_upload_bytes:
            minutes = round(limits.resting_upload_seconds / 60)
            raise TooMuch(503, "web.upload.full", minutes=minutes)
        if (
            self._all_bytes() + byte_count > limits.all_upload_bytes
            or sum(upload.is_coming for upload in held) >= limits.uploads
        ):
            raise TooMuch(503, "web.upload.busy")

    def _forget(self, session_id: str, file_id: str) -> None:
        files = self._of(session_id).files
        files.pop(file_id, None)
        if not files:
            self._sessions.pop(session_id, None)
            super().remove_session_files(session_id)

    def _drop(self, session_id: str, file_id: str) -> None:
        """But not the room of one that is coming."""
        held = self._of(session_id).files.get(file_id)
        if held is None or not held.is_coming:
            super().remove_file(session_id, file_id)
            self._forget(session_id, file_id)

    def add_file(self, session_id: str, file: UploadedFileRec) -> None:
        """In the room that was made for it. Raises TooMuch where it is larger than was told."""
        with self._guard:
            held = self._of(session_id).files.get(file.file_id)
            if held is None or not held.is_coming or len(file.data) > held.byte_count:
                raise TooMuch(411, "web.upload.no_length")
            held.byte_count, held.touched_at = len(file.data), self._now()
            held.is_coming = False
            super().add_file(session_id, file)

    def get_files(self, session_id: str, file_ids: Sequence[str]) -> list[UploadedFileRec]:
        with self._guard:
            files = self._of(session_id).files
            for file_id in file_ids:
                if file_id in files:
                    files[file_id].taken_at = self._now()
                else:
                    self._missed.add(session_id)
        return super().get_files(session_id, file_ids)

    def take_missed(self, session_id: str) -> bool:
        """Whether a box of the session asked, since this was asked last, for what is not here."""
        with self._guard:
            is_missed = session_id in self._missed
            self._missed.discard(session_id)
            return is_missed

    def remove_file(self, session_id: str, file_id: str) -> None:
        with self._guard:
            self._drop(session_id, file_id)

    def remove_session_files(self, session_id: str) -> None:
        with self._guard:
            self._missed.discard(session_id)
            for file_id in list(self._of(session_id).files):
                self._drop(session_id, file_id)

    def sweep(self, is_present: Callable[[str], bool]) -> None:
        """Drop what no box of the page has taken, once nothing has come for a while, and all files
        of sessions that have not been present for so long."""
        now, patience = self._now(), self.limits.idle_upload_seconds
        with self._guard:
            dropped = []
            for session_id, session in self._sessions.items():
                session.gone_at = None if is_present(session_id) else session.gone_at or now
                is_gone = session.gone_at is not None and now - session.gone_at >= patience
                is_quiet = not session.is_coming and now - session.used_at >= patience
                dropped += [
                    (session_id, file_id)
                    for file_id, held in session.files.items()
                    if is_gone or (is_quiet and held.taken_at is None)
                ]
            for session_id, file_id in dropped:
                self._drop(session_id, file_id)


class BoundedUploads:
    """Refuses an upload before its first byte is read, where there is no room for it. One that is
    broken off is no fault of the server, and no page of its log."""

    def __init__(self, app: ASGIApp, *, uploads: Uploads) -> None:
        self.app = app
        self.uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_upload = scope["type"] == "http" and scope["method"] == "PUT"
        found = UPLOAD.fullmatch(scope["path"]) if is_upload else None
        if found is None:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        length = headers.get("content-length", "")
        # A body that comes in pieces is as long as it likes, whatever length it names.
        if "transfer-encoding" in headers or not LENGTH.fullmatch(length):
            await refuse(scope, receive, send, status=411, message_id="web.upload.no_length")
            return
        try:
            with self.uploads.coming(found["session"], found["file"], int(length)):
                await self.app(scope, receive, send)
        except TooMuch as error:
            await refuse(
                scope,
                receive,
                send,
                status=error.status,
                message_id=error.message_id,
                **error.values,
            )
        except ClientDisconnect:
            return
