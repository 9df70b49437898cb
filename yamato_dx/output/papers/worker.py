"""One paper, set in a process of its own with limits of memory and time.

Reads {"source": …, "data": …, "made_at": seconds} from standard input, writes the PDF to standard
output. The engine sees an empty folder, the fonts of two packages and what it was given: no file of
this machine, no system font, no package, no network. `data` is read by the source as JSON: what
stands in it is text, whatever it looks like.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular
import typst

MEMORY_BYTES: Final = 2 * 1024**3
CPU_SECONDS: Final = 30
FONTS: Final = [
    str(Path(font.__file__).parent) for font in (noto_cjk_sans_jp_regular, noto_cjk_sans_jp_bold)
]


def limit_resources() -> None:
    """Windows has no such limit, there only the clock holds."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def paper(request: dict[str, Any]) -> bytes:
    with tempfile.TemporaryDirectory() as empty:
        return typst.compile(
            request["source"].encode(),
            root=empty,
            font_paths=FONTS,
            ignore_system_fonts=True,
            package_path=empty,
            package_cache_path=empty,
            sys_inputs={"data": request["data"]},
            # Tagged, with title and language, pictures in words: refused where one is missing.
            pdf_standards=["ua-1"],
            timestamp=request["made_at"],
        )


if __name__ == "__main__":
    limit_resources()
    sys.stdout.buffer.write(paper(json.load(sys.stdin.buffer)))
