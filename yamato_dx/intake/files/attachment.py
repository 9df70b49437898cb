"""添付資料: how many, how large, under which name. What is in them is taken as it is, unread."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from yamato_dx.errors import Refused
from yamato_dx.intake.files.limits import FILE_BYTES

MAX_COUNT: Final = 20
# What file systems take.
NAME_LENGTH: Final = 255
NAMELESS: Final = "file"
# Control and invisible signs (some turn the reading direction), line breaks, half characters.
# A sign of one's own (外字, Co) stays.
_UNSEEN: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def clean_name(file_name: str) -> str:
    """The file's own name as told, without a path and without what nobody sees; a name that no
    file can have is cut before its ending."""
    seen = "".join(letter for letter in file_name if unicodedata.category(letter) not in _UNSEEN)
    name = seen.replace("\\", "/").rpartition("/")[2].strip()
    if name in ("", ".", ".."):
        return NAMELESS
    stem, dot, ending = name.rpartition(".")
    if len(name) <= NAME_LENGTH or not stem or len(ending) >= NAME_LENGTH - 1:
        return name[:NAME_LENGTH]
    return stem[: NAME_LENGTH - len(ending) - 1] + dot + ending


def require_attachable(files: Sequence[tuple[str, int]]) -> None:
    """Each told by name and number of bytes: all that one report brings. Raises Refused."""
    for name, byte_count in files:
        if byte_count == 0:
            raise Refused("intake.attachment.empty", name=name)
    if len(files) > MAX_COUNT:
        raise Refused("intake.attachment.too_many", name=files[-1][0], limit=MAX_COUNT)
    if sum(byte_count for _, byte_count in files) > FILE_BYTES:
        raise Refused("intake.attachment.too_large", name=files[-1][0])
