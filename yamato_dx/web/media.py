"""Files that the pages hand out: each only to the session of ours for whose page it was made.

The framework serves a file to whoever names it, and its name follows from what is in it.
"""

from __future__ import annotations

from collections import defaultdict
from contextvars import ContextVar
from pathlib import PurePosixPath
from threading import Lock
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.scriptrunner import get_script_run_ctx

from yamato_dx.web.addresses import refuse
from yamato_dx.web.callers import SESSION, caller_in

MEDIA: Final = "/media"
# The session in which a socket called. What the framework makes on being told by that socket alone,
# outside of any run of a page, is made with it.
CALLED_IN: Final[ContextVar[str | None]] = ContextVar("called_in", default=None)


class OwnedMedia(MemoryMediaFileStorage):
    """The framework's store, which also knows for whom each file was made. Of equal files it keeps
    one. Safe from any thread."""

    def __init__(self) -> None:
        super().__init__(MEDIA)
        self._owners: dict[str, set[str | None]] = defaultdict(set)
        self._guard = Lock()

    def load_and_get_id(
        self,
        path_or_data: str | bytes,
        mimetype: str,
        kind: MediaFileKind,
        filename: str | None = None,
    ) -> str:
        context = get_script_run_ctx()
        owner = caller_in(context.user_info).session if context else CALLED_IN.get()
        file_id = super().load_and_get_id(path_or_data, mimetype, kind, filename)
        with self._guard:
            self._owners[file_id].add(owner)
        return file_id

    def delete_file(self, file_id: str) -> None:
        with self._guard:
            self._owners.pop(file_id, None)
        super().delete_file(file_id)

    def is_for(self, file_name: str, session: str | None) -> bool:
        """Whether the file was made for this session of ours; also where there is none."""
        with self._guard:
            return session in self._owners.get(PurePosixPath(file_name).stem, ())


class OwnMedia:
    """Answers who asks for another's file as if there were none."""

    def __init__(self, app: ASGIApp, *, media: OwnedMedia) -> None:
        self.app = app
        self.media = media

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        before, is_media, name = scope.get("path", "").partition(f"{MEDIA}/")
        is_asked = scope["type"] == "http" and bool(is_media) and not before
        if is_asked and not self.media.is_for(name, scope.get(SESSION)):
            await refuse(scope, receive, send, status=404, message_id="web.refused.media")
        else:
            await self.app(scope, receive, send)
