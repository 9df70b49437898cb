"""How much of this machine visitors may hold at once: open files, sessions, uploads, patience."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Final

from yamato_dx.errors import UsageError
from yamato_dx.i18n import text

if sys.platform != "win32":
    import resource

MB: Final = 1024 * 1024
# Of a session while its browser is there: its socket, and the framework's event loop for it (3).
FILES_OF_A_SESSION: Final = 4
# The record, its log, a backup, an image made by a child, the server's own sockets.
FILES_OF_THE_SERVER: Final = 128
# Of a table pasted into a page: ten thousand rows of a report.
PASTED_CHARACTERS: Final = 1_000_000
ENOUGH_FILES: Final = 4096
FEWEST_SESSIONS: Final = 8


@dataclass(frozen=True)
class Limits:
    """`sessions`: browsers at once. `connections`: sockets that are no session (yet).
    `uploads`: requests that bring a file, at once. Sizes in bytes, times in seconds."""

    sessions: int = 500
    connections: int = 1000
    uploads: int = 64
    upload_bytes: int = 64 * MB
    session_upload_bytes: int = 192 * MB
    all_upload_bytes: int = 384 * MB
    session_upload_files: int = 40
    # A browser that lost its connection comes back to its session for so long …
    left_seconds: float = 120.0
    left_sessions: int = 128
    # … and to its files; files that no box of the page ever took are dropped as soon.
    idle_upload_seconds: float = 40.0
    # What a box of the page took makes room for others once no page has used it for so long.
    resting_upload_seconds: float = 600.0
    # Headers all at once; a body may be slow, but must come.
    header_seconds: float = 10.0
    body_seconds: float = 20.0
    body_bytes_per_second: int = 1000
    # An answer that nobody reads.
    unread_seconds: float = 60.0

    @property
    def open_files(self) -> int:
        """What all of it needs at once. An upload has a file of its own beside its connection."""
        visitors = FILES_OF_A_SESSION * self.sessions + self.connections + self.uploads
        return visitors + FILES_OF_THE_SERVER


def limits_here() -> Limits:
    """The limits that this machine can keep, its soft limit of open files raised first.

    Raises UsageError where it leaves room for fewer than `FEWEST_SESSIONS`.
    """
    usual, open_files = Limits(), raise_open_files()
    if open_files is None or open_files >= usual.open_files:
        return usual
    limits = limits_within(open_files)
    if limits.sessions < FEWEST_SESSIONS:
        raise UsageError("web.too_few_files", limit=open_files, needed=usual.open_files)
    return limits


def limits_within(open_files: int) -> Limits:
    """As many sessions, connections and uploads as `open_files` allow, in the usual proportion."""
    usual = Limits()
    share = (open_files - FILES_OF_THE_SERVER) / (usual.open_files - FILES_OF_THE_SERVER)
    return Limits(
        sessions=int(usual.sessions * share),
        connections=int(usual.connections * share),
        uploads=int(usual.uploads * share),
    )


def fewer_files(limits: Limits, lang: str) -> str:
    """What whoever starts the server should know of `limits`; nothing where they are the usual."""
    usual = Limits()
    if limits.sessions == usual.sessions:
        return ""
    told = {"limit": limits.open_files, "needed": usual.open_files}
    sessions = {"sessions": limits.sessions, "usual": usual.sessions}
    return f"{text('web.fewer_files', lang, **told, **sessions)}\n"


def raise_open_files() -> int | None:
    """How many files this process may open, after raising it as far as it may and needs;
    None where the system sets no such limit (Windows)."""
    if sys.platform == "win32":
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH_FILES if hard == resource.RLIM_INFINITY else min(hard, ENOUGH_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return None if soft == resource.RLIM_INFINITY else soft
