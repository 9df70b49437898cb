"""Scripts that a page is sure to need are asked for along with it.

The framework asks for the script of an element once that element has arrived: a round more, while
the browser waits.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

import streamlit

SCRIPTS: Final = Path(streamlit.__file__).parent / "static" / "static" / "js"
# As their names begin; what follows there is a hash of the content.
EVERYWHERE: Final = ("Html", "Selectbox")
WITH_CHARTS: Final = (*EVERYWHERE, "ButtonGroup", "ArrowVegaLiteChart")
PAGES_WITH_CHARTS: Final = frozenset({"/initiatives", "/population"})
IMPORTED: Final = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")


def preloads(path: str) -> str:
    """Links for the head of the page at `path`."""
    names = WITH_CHARTS if path in PAGES_WITH_CHARTS else EVERYWHERE
    links = [f'<link rel="modulepreload" href="./static/js/{one}" />' for one in _scripts(names)]
    return "".join(links)


@cache
def _scripts(names: tuple[str, ...]) -> list[str]:
    """The files of the scripts `names`, and of all that these import."""
    waiting = [one.name for name in names for one in SCRIPTS.glob(f"{name}.*.js")]
    found: dict[str, None] = {}
    while waiting:
        one = waiting.pop(0)
        if one not in found:
            found[one] = None
            waiting += IMPORTED.findall((SCRIPTS / one).read_text(encoding="utf-8"))
    return list(found)
