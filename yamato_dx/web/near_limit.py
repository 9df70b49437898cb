"""Tells whoever runs the server, in its log, that a limit is near."""

from __future__ import annotations

import logging
from typing import Final

from yamato_dx.i18n import text

LOG: Final = logging.getLogger(__name__)
NEAR: Final = 0.8
FAR: Final = 0.5


class NearLimit:
    """Each thing is told once when it comes near its limit, and again only after it was far."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._near: set[str] = set()

    def look(self, thing: str, count: int, limit: int) -> None:
        if count >= NEAR * limit and thing not in self._near:
            LOG.warning("%s", text(f"web.near.{thing}", self.lang, count=count, limit=limit))
            self._near.add(thing)
        elif count < FAR * limit:
            self._near.discard(thing)
