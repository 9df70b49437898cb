"""Public papers as PDF: a template and what stands in it, set by typst."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular

TEMPLATES: Final = Path(__file__).parent / "templates"
BASE: Final = "public_base"
FONTS: Final = [
    str(Path(font.__file__).parent) for font in (noto_cjk_sans_jp_regular, noto_cjk_sans_jp_bold)
]


def set_paper(paper: str, contents: Any, *, made_at: datetime) -> bytes:
    """The template `paper` filled with `contents`, a dataclass. Its texts reach the engine as data
    and are never markup; it sees an empty folder, our two fonts and nothing else."""
    import typst  # 30 MB that no screen needs

    source = "\n".join((TEMPLATES / f"{name}.typ").read_text("utf-8") for name in (BASE, paper))
    with tempfile.TemporaryDirectory() as empty:
        pdf: bytes = typst.compile(  # type: ignore[misc]
            source.encode(),
            root=empty,
            font_paths=FONTS,
            ignore_system_fonts=True,
            package_path=empty,
            package_cache_path=empty,
            sys_inputs={"data": json.dumps(asdict(contents), ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=int(made_at.timestamp()),
        )
    return pdf
