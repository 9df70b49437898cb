"""What every answer says of itself beside the policy."""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import Scope

# Markup of all kinds: what stands in it is read by the letters that it says.
MARKUP: Final = re.compile(r"text/[^;]*|[^;]*[+/]xml")
# What a browser may keep: the same for everybody, and nothing of the record.
KEPT: Final = ("immutable", "public")


def complete(headers: MutableHeaders, scope: Scope) -> None:
    """An answer says in which letters it is written and that no browser, nor what stands between,
    keeps it; a cookie goes over TLS alone where it came by TLS."""
    media_type = headers.get("content-type", "")
    if MARKUP.fullmatch(media_type):
        headers["Content-Type"] = f"{media_type}; charset=utf-8"
    if not any(word in headers.get("cache-control", "") for word in KEPT):
        headers["Cache-Control"] = "no-store"
    if scope.get("scheme") == "https":
        _secure_cookies(headers)


def _secure_cookies(headers: MutableHeaders) -> None:
    """The framework knows of no TLS that is not its own."""
    for place, (name, value) in enumerate(headers.raw):
        if name == b"set-cookie" and b"; secure" not in value.lower():
            headers.raw[place] = (name, value + b"; Secure")
