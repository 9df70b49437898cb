"""A paper as PDF: a template and what stands in it, set by typst."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from yamato_dx.lettering import printable
from yamato_dx.output.children import made_by

TEMPLATES: Final = Path(__file__).parent / "templates"
# What papers of the office share, and what public ones do; stands before each of them.
OFFICE_BASE: Final = "base"
PUBLIC_BASE: Final = "public_base"
SECONDS_ALLOWED: Final = 45
# Zero width; where letters of the width of a typewriter's go on for long, as in an address.
BREAK: Final = "\u200b"
BROKEN_TO: Final = 8
_UNBROKEN: Final = re.compile("[!-~]{25,}")


def typeset(paper: str, contents: Any, *, made_at: datetime, base: str = OFFICE_BASE) -> bytes:
    """The template `paper` filled with `contents`, a dataclass of texts, flags, lists and others of
    its kind. `made_at`: written into the file, so that equal contents are equal bytes.

    The text is data of the template and never markup; 〓 stands for a sign that no font has.
    Raises YamatoDxError where the engine fails or takes too long.
    """
    return made_by(
        "yamato_dx.output.papers.worker",
        {
            "source": _source(base, paper),
            "data": json.dumps(_printable(asdict(contents)), ensure_ascii=False),
            "made_at": int(made_at.timestamp()),
        },
        seconds=SECONDS_ALLOWED,
        failure="output.paper.failed",
    )


def _printable(value: Any) -> Any:
    """Texts without signs that no paper can hold, and with a place to break where the engine finds
    none: else they run over the next column. Pictures stay as they are."""
    if isinstance(value, str):
        return _UNBROKEN.sub(_broken, printable(value))
    if isinstance(value, dict):
        return {name: it if name == "svg" else _printable(it) for name, it in value.items()}
    return [_printable(it) for it in value] if isinstance(value, (list, tuple)) else value


def _broken(run: re.Match[str]) -> str:
    return BREAK.join(re.findall(f".{{1,{BROKEN_TO}}}", run.group()))


def _source(*names: str) -> str:
    return "\n".join((TEMPLATES / f"{name}.typ").read_text("utf-8") for name in names)
