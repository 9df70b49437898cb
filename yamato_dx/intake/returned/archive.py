"""An archive with some of its parts replaced: every other one as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(written, "w") as after:
        for entry in before.infolist():
            after.writestr(entry, parts.get(entry.filename, before.read(entry)))
    return written.getvalue()


def spliced(xml: bytes, changes: Mapping[tuple[int, int], bytes]) -> bytes:
    """With other bytes in the place of those from one position to the next."""
    pieces, at = [], 0
    for (start, end), piece in sorted(changes.items()):
        pieces += [xml[at:start], piece]
        at = end
    return b"".join([*pieces, xml[at:]])
