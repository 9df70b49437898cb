"""What leaves the server around the framework: headers, the page's frame, compressed assets."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import re
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlencode

import brotli
import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from yamato_dx.i18n import DEFAULT_LANGUAGE, LANGUAGES
from yamato_dx.root import ROOT
from yamato_dx.web.answers.headers import complete

FRAMEWORK_FILES: Final = Path(streamlit.__file__).parent / "static"
# For whoever presses while the page is being drawn; goes on by Tab; asks a chart; follows a link
# (in this order: a card turns where it stands at last, a touch that asks does not follow); asks
# the menu where they are; is signed out; for whoever reads what the framework says.
SCRIPTS: Final = (
    *(
        ROOT / "yamato_dx" / "web" / f"{name}.js"
        for name in ("presses", "stops", "marks", "links", "menu", "sessions")
    ),
    ROOT / "yamato_dx" / "ui" / "assets" / "words.js",
)
# Also behind a screen's address: the framework asks there first where its own paths begin.
FRAMEWORK_PATHS: Final = ("/_stcore/", "/static/", "/media/", "/component/")
# What else the server has to give: the framework's files beside its page, and our mark.
OTHER_FILES: Final = frozenset(
    {"favicon.svg", *(path.name for path in FRAMEWORK_FILES.iterdir() if path.name != "index.html")}
)
INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
COMPRESSIBLE: Final = frozenset({".js", ".css", ".json", ".svg", ".html"})
MEDIA_TYPES: Final = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
}
FAVICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" fill="#fff"/><rect x="5" y="18" width="6" height="10" '
    'fill="#8793B8"/><rect x="13" y="13" width="6" height="15" fill="#8793B8"/>'
    '<rect x="21" y="6" width="6" height="22" fill="#0017C1"/>'
    '<path d="M19 5h10" stroke="#1A1A1C" stroke-width="2.5"/></svg>'
)
# A year; of this name alone: what else the town serves below it may have no TLS.
STRICT_TRANSPORT: Final = "max-age=31536000"
# Screens that had another address: links in mails and minutes lead on.
MOVED: Final = {"/questions": "/decisions"}
# What somebody writes who knows how such addresses usually look: /initiatives/4.
NUMBERED: Final = {"/initiatives": "initiative", "/history": "batch", "/decisions": "question"}
# Quality 6: 94 % of what 11 saves, at a hundredth of its time on the first visit.
BROTLI_QUALITY: Final = 6
GZIP_LEVEL: Final = 6


@cache
def page_frame(lang: str, title: str, foot: str) -> str:
    """The framework's page with our language, title, script and foot, and without its font and its
    adverts.

    The foot stands last, so that of two equally strong rules of style ours holds.
    """
    page = (FRAMEWORK_FILES / "index.html").read_text(encoding="utf-8")
    page = page.replace('<html lang="en">', f'<html lang="{lang}">')
    # The title comes out of a plan that somebody loaded: text, never markup.
    shown = f"<title>{html.escape(title)}</title>"
    page = re.sub(r"<title>.*?</title>", lambda _found: shown, page)
    page = re.sub(r"<link\s+rel=\"preload\".*?/>", "", page, flags=re.DOTALL)
    page = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    page = re.sub(r"<link rel=\"service-desc\".*?/>", "", page)
    page = re.sub(r"<noscript>.*?</noscript>", "<noscript>JavaScript</noscript>", page, flags=re.S)
    scripts = "".join(f"<script>{path.read_text(encoding='utf-8')}</script>" for path in SCRIPTS)
    page = page.replace("</body>", f"{scripts}{foot}</body>")
    return page.replace("./favicon.png", "./favicon.svg")


@cache
def content_security_policy() -> str:
    """Own files only; the inline scripts, the framework's and ours, by their hashes, inline styles
    for Vega."""
    page = page_frame(DEFAULT_LANGUAGE, "", "")
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in INLINE_SCRIPT.findall(page)
    )
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def language_of(scope: Scope) -> str:
    """The language that the address asks for (`?lang=en`), else Japanese."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


def is_screen(scope: Scope) -> bool:
    """Whether somebody opens a page, not one of the files or calls behind it."""
    return (
        scope["type"] == "http"
        and scope["method"] in {"GET", "HEAD"}
        and not any(part in scope["path"] for part in FRAMEWORK_PATHS)
        and scope["path"].removeprefix("/") not in OTHER_FILES
    )


def favicon_route() -> Route:
    """Our mark in the browser's tab: a bar that reaches its target line."""

    async def favicon(_request: Request) -> Response:
        kept = {"Cache-Control": "public, max-age=86400"}
        return Response(FAVICON, media_type="image/svg+xml", headers=kept)

    return Route("/favicon.svg", favicon)


def _is_own_name(scope: Scope) -> bool:
    """Whether the page has the name that every server of this machine shares."""
    return Headers(scope=scope).get("host", "").partition(":")[0] == "localhost"


class SecurityHeaders:
    """Adds the headers of a site that loads nothing from elsewhere and sits in no frame."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = content_security_policy()
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                complete(headers, scope)
                if scope.get("scheme") == "https" and not _is_own_name(scope):
                    headers["Strict-Transport-Security"] = STRICT_TRANSPORT
            await send(message)

        await self.app(scope, receive, send_with_headers)


class PageFrame:
    """Answers every address of a screen with the page in the language that the address asks for;
    one that is written otherwise leads on, and where nothing is, that is said."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        screens: Collection[str],
        titles: Callable[[], dict[str, str]],
        foot: Callable[[], str],
        not_found: Callable[[str, str], str],
    ) -> None:
        """`screens`: their addresses, the one that opens first. `titles`: by language. `foot`: what
        every page ends with. `not_found`: a whole page, of language and title."""
        self.app = app
        self.screens = {
            screen: "/" if place == 0 else screen for place, screen in enumerate(screens)
        }
        self.titles = titles
        self.foot = foot
        self.not_found = not_found

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_screen(scope):
            await self.app(scope, receive, send)
            return
        lang, path = language_of(scope), scope["path"]
        title = self.titles()[lang]
        if path == "/" or self.screens.get(path) == path:
            page: Response = HTMLResponse(page_frame(lang, title, self.foot()))
            page.headers["Cache-Control"] = "no-cache"
        elif place := self._led_to(path):
            query = scope["query_string"].decode("latin-1")
            joined = "&".join(part for part in (place[1], query) if part)
            page = RedirectResponse(f"{place[0]}?{joined}".rstrip("?"), 308)
        else:
            page = HTMLResponse(self.not_found(lang, title), 404)
        await page(scope, receive, send)

    def _led_to(self, path: str) -> tuple[str, str] | None:
        """The screen that is meant, and what of it; None where there is none."""
        meant = "/" + path.lower().strip("/")
        meant = MOVED.get(meant, meant)
        if meant == "/" or meant in self.screens:
            return self.screens.get(meant, "/"), ""
        screen = meant.rpartition("/")[0]
        if screen not in NUMBERED or screen not in self.screens:
            return None
        return screen, urlencode({NUMBERED[screen]: path.strip("/").rpartition("/")[2]})


class CompressedAssets:
    """Sends the framework's files compressed, once per file, to be kept by the browser for good.

    Their names carry a hash of their content. The framework itself sends them as they are:
    5.5 MB for the first visit.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.files = {
            f"/static/{path.relative_to(FRAMEWORK_FILES / 'static').as_posix()}": path
            for path in (FRAMEWORK_FILES / "static").rglob("*")
            if path.is_file()
        }
        self.encode = cache(self._encode)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self.files.get(scope["path"]) if scope["type"] == "http" else None
        if path is None or scope["method"] not in {"GET", "HEAD"}:
            # The framework answers with its page, wherever there is no file.
            asked = scope.get("path", "")  # none at the server's start
            is_missing = path is None and asked.startswith("/static/")
            answers = PlainTextResponse("Not Found", 404) if is_missing else self.app
            await answers(scope, receive, send)
            return
        encoding = self._encoding(path, Headers(scope=scope).get("accept-encoding", ""))
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable",
            "Vary": "Accept-Encoding",
        }
        if encoding:
            headers["Content-Encoding"] = encoding
        response = Response(
            self.encode(path, encoding),
            media_type=MEDIA_TYPES.get(path.suffix, "application/octet-stream"),
            headers=headers,
        )
        await response(scope, receive, send)

    @staticmethod
    def _encoding(path: Path, accepted: str) -> str:
        if path.suffix not in COMPRESSIBLE:
            return ""
        return next((name for name in ("br", "gzip") if name in accepted), "")

    @staticmethod
    def _encode(path: Path, encoding: str) -> bytes:
        content = path.read_bytes()
        if encoding == "br":
            return bytes(brotli.compress(content, quality=BROTLI_QUALITY))
        return gzip.compress(content, GZIP_LEVEL) if encoding == "gzip" else content
