"""What a browser calls itself, as a person calls it."""

from __future__ import annotations

import re
from typing import Final

from yamato_dx.i18n import text

# In this order: nearly all call themselves what others are called, too.
BROWSERS: Final = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS: Final = {
    "Windows": "Windows",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def browser_name(written: str | None, lang: str) -> str:
    """«Edge（Windows）»; of anything else, that it is not known."""
    browser = _first(BROWSERS, written or "")
    system = _first(SYSTEMS, written or "")
    if not browser or not system:
        return browser or system or text("sign_in.account.unknown", lang)
    return text("sign_in.account.browser", lang, browser=browser, system=system)


def _first(names: dict[str, str], written: str) -> str:
    return next((name for sign, name in names.items() if re.search(rf"\b{sign}\b", written)), "")
