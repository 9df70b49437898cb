"""A paper as PDF: a template and what stands in it, set by typst."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from yamato_dx.output.children import made_by

TEMPLATES: Final = Path(__file__).parent / "templates"
# What papers of the office share, and what public ones do; stands before each of them.
OFFICE_BASE: Final = "base"
PUBLIC_BASE: Final = "public_base"
SECONDS_ALLOWED: Final = 45


def typeset(paper: str, contents: Any, *, made_at: datetime, base: str = OFFICE_BASE) -> bytes:
    """The template `paper` filled with `contents`, a dataclass of texts, flags, lists and others of
    its kind. `made_at`: written into the file, so that equal contents are equal bytes.

    The text is data of the template and never markup. Raises YamatoDxError where the engine fails
    or takes too long.
    """
    return made_by(
        "yamato_dx.output.papers.worker",
        {
            "source": _source(base, paper),
            "data": json.dumps(asdict(contents), ensure_ascii=False),
            "made_at": int(made_at.timestamp()),
        },
        seconds=SECONDS_ALLOWED,
        failure="output.paper.failed",
    )


def _source(*names: str) -> str:
    return "\n".join((TEMPLATES / f"{name}.typ").read_text("utf-8") for name in names)
