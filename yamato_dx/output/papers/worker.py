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
import unicodedata
from pathlib import Path
from typing import Any, Final

import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular
import typst

from yamato_dx.lettering import visible

MEMORY_BYTES: Final = 2 * 1024**3
CPU_SECONDS: Final = 30
# What printers set in the place of a letter that they have not.
GETA: Final = "〓"
# One text, set as papers are.
PROBE: Final = """#set document(title: "–")
#set text(font: "Noto Sans CJK JP", lang: "ja")
#json(bytes(sys.inputs.data))"""
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
    data: str = request["data"]
    rare = "".join(sorted({sign for sign in data if not is_common(sign)}))
    for sign in lost(rare):
        data = data.replace(sign, GETA if visible(sign) else "")
    return compiled({**request, "data": data})


def compiled(request: dict[str, Any]) -> bytes:
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


def is_common(sign: str) -> bool:
    """Of the sets that the font has whole (JIS X 0213, Windows): that spares a probe."""
    return not is_own(sign) and any(
        sign.encode(codec, "ignore") for codec in ("euc_jis_2004", "cp932")
    )


def is_own(sign: str) -> bool:
    """外字: a form of it that some font has is another's."""
    return unicodedata.category(sign) == "Co"


def lost(signs: str) -> str:
    """Those of `signs` for which no font has a form: a whole paper is refused for one of them."""
    if not signs or is_shown(signs):
        return ""
    if len(signs) == 1:
        return signs
    half = len(signs) // 2
    return lost(signs[:half]) + lost(signs[half:])


def is_shown(signs: str) -> bool:
    """Between letters: beside a space some go by unseen."""
    if any(map(is_own, signs)):
        return False
    text = json.dumps("a".join(("", *signs, "")), ensure_ascii=False)
    try:
        compiled({"source": PROBE, "data": text, "made_at": 0})
    except typst.TypstError:
        return False
    return True


if __name__ == "__main__":
    limit_resources()
    sys.stdout.buffer.write(paper(json.load(sys.stdin.buffer)))
