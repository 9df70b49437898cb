"""The server's log in a file that never grows beyond its bounds.

Loggers come and go with the modules of the framework, each with a handler of its own to stderr, so
stderr itself is what leads into the file: tracebacks and warnings go there as well.
"""

from __future__ import annotations

import io
import os
import re
import sys
import time
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final, TextIO

from yamato_dx.errors import UsageError

FILE_BYTES: Final = 5 * 1024 * 1024
OLD_FILES: Final = 9
LINES: Final = re.compile(r"[^\n]+\n?|\n")
# Before each further line of an entry.
FURTHER: Final = "    "
# Signs that would move the cursor of whoever reads it, or pass for the end of a line.
UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# Nothing of ours writes them; what a library quotes of a request may.
SECRETS: Final = (
    re.compile(r"(?i)\b((?:set-)?cookie|authorization)(['\"]?\s*[:=]).*"),
    re.compile(r"(?i)\b(password|passwd|token|secret|link)(['\"]?\s*[:=]\s*['\"]?)[^\s&'\"]+"),
)


class LogFile(RotatingFileHandler):
    """Each of its files for the account alone that serves."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8")

    def _open(self) -> io.TextIOWrapper:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        descriptor = os.open(self.baseFilename, flags, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")


class LogStream(io.TextIOBase):
    """In the place of stderr: each entry with its time. `terminal`: says the same to whoever starts
    the server, until it serves."""

    def __init__(self, file: LogFile, terminal: TextIO | None) -> None:
        self._file = file
        self._is_begun = False  # a line, by a write before
        self.terminal = terminal

    def writable(self) -> bool:
        return True

    def write(self, words: str, /) -> int:
        if self.terminal:
            self.terminal.write(words)
        now = time.strftime("%Y-%m-%d %H:%M:%S%z ")
        lines = map(without_secrets, LINES.findall(UNSEEN.sub(_as_code, words)))
        # What is told at once is one entry: nobody's words begin another.
        entry = [(FURTHER if place else now) + line for place, line in enumerate(lines)]
        if self._is_begun:
            entry[:1] = [line.removeprefix(now) for line in entry[:1]]
        with suppress(OSError, ValueError):  # a full disk, a file that is gone: no server ends
            self._put("".join(entry))
        self._is_begun = bool(words) and not words.endswith("\n")
        return len(words)

    def _put(self, entry: str) -> None:
        file = self._file
        file.acquire()
        try:
            if file.stream and file.stream.tell() + len(entry.encode()) > FILE_BYTES:
                file.doRollover()
            if file.stream:
                file.stream.write(entry)
                file.stream.flush()
        finally:
            file.release()

    def close(self) -> None:
        self._file.close()
        super().close()

    def flush(self) -> None:
        """Each write has flushed itself."""


def _as_code(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode("ascii")


def without_secrets(line: str) -> str:
    """The line, without what follows a word that names a secret."""
    end = "\n" if line.endswith("\n") else ""
    words = line.removesuffix("\n")
    for secret in SECRETS:
        words = secret.sub(r"\1\2…", words)
    return words + end


def log_into(path: Path) -> None:
    """From here on, what this process says on stderr goes into `path`. Raises UsageError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = LogFile(path.resolve())
    except OSError as error:
        raise UsageError("cli.file_not_written", file=path, error=error.strerror) from error
    sys.stderr = LogStream(file, sys.stderr)


def leave_terminal() -> None:
    """Once it serves, its log is in the file alone."""
    if isinstance(sys.stderr, LogStream):
        sys.stderr.terminal = None
