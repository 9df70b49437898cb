"""One image, made in a process of its own so that the server keeps neither engine nor fonts.

Reads {"spec": …, "format": "png" | "svg", "scale": …} from standard input, writes the bytes to
standard output. No network: a spec that names an address fails.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular
import vl_convert


def image(request: dict[str, Any]) -> bytes:
    for font in (noto_cjk_sans_jp_regular, noto_cjk_sans_jp_bold):
        vl_convert.register_font_directory(str(Path(font.__file__).parent))
    if request["format"] == "svg":
        svg = vl_convert.vegalite_to_svg(request["spec"], allowed_base_urls=[])
        return svg.encode()
    return vl_convert.vegalite_to_png(request["spec"], scale=request["scale"], allowed_base_urls=[])


if __name__ == "__main__":
    sys.stdout.buffer.write(image(json.load(sys.stdin.buffer)))
