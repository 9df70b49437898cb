"""A paper as PDF: a template and what stands in it, set by typst."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from yamato_dx.output.children import made_by

TEMPLATES: Final = Path(__file__).parent / "templates"
# What all papers share; stands before each of them.
BASE: Final = "base"
SECONDS_ALLOWED: Final = 45


def typeset(paper: str, contents: Any, *, made_at: datetime) -> bytes:
    """The template `paper` filled with `contents`, a dataclass of texts, flags, lists and others of
    its kind. `made_at`: written into the file, so that equal contents are equal bytes.

    The text is data of the template and never markup. Raises YamatoDxError where the engine fails
    or takes too long.
    """
    return made_by(
        "yamato_dx.output.papers.worker",
        {
            "source": _source(paper),
            "data": json.dumps(asdict(contents), ensure_ascii=False),
            "made_at": int(made_at.timestamp()),
        },
        seconds=SECONDS_ALLOWED,
        failure="output.paper.failed",
    )


def _source(paper: str) -> str:
    return "\n".join((TEMPLATES / f"{name}.typ").read_text("utf-8") for name in (BASE, paper))
