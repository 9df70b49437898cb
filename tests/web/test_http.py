from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import brotli
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Scope

from benchmarks.visits.visitor import run_visits
from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.ui.frame.language import address
from yamato_dx.ui.frame.page_foot import page_foot
from yamato_dx.ui.frame.trouble import not_found_page
from yamato_dx.web.http import (
    FAVICON,
    CompressedAssets,
    PageFrame,
    SecurityHeaders,
    content_security_policy,
    favicon_route,
    language_of,
    page_frame,
)

TITLES = {"ja": "計画", "en": "Plan"}
FRAMEWORK = PlainTextResponse("the framework's own answer")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def request(
    app: ASGIApp, path: str, query: str = "", method: str = "GET", **headers: str
) -> Answer:
    """What `app` answers to one request."""
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": path,
        "query_string": query.encode(),
        "headers": named,
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    run_visits(app(scope, receive, send))
    start, *parts = sent
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], told, b"".join(part["body"] for part in parts))


@pytest.mark.parametrize(
    ("query", "lang"),
    [
        ("", "ja"),
        ("lang=en", "en"),
        ("year=2024&lang=en", "en"),
        ("lang=fr", "ja"),  # a language that is not ours
        ("lang=", "ja"),
        ("lang=%3Cscript%3E", "ja"),
        ("lang=ja&lang=en", "ja"),  # said twice: the first
        ("%FF=1", "ja"),
    ],
)
def test_language_of(query: str, lang: str) -> None:
    scope: Scope = {"type": "http", "query_string": query.encode()}
    assert language_of(scope) == lang


def test_language_of_a_request_without_a_query() -> None:
    assert language_of({"type": "http"}) == "ja"


def test_page_frame_speaks_the_language_and_names_the_plan() -> None:
    page = page_frame("en", "Plan of a town", page_foot())
    assert '<html lang="en">' in page
    assert "<title>Plan of a town</title>" in page
    assert "favicon.svg" in page


def test_page_frame_keeps_the_script_and_drops_what_nobody_needs() -> None:
    page = page_frame("ja", "計画", page_foot())
    assert re.search(r'<script[^>]+src="\./static/js/index', page)
    for unwanted in ("<!--", 'rel="preload"', "service-desc", "https://", "http://"):
        assert unwanted not in page, unwanted


def test_page_frame_brings_our_stylesheet_last() -> None:
    page = page_frame("ja", "計画", page_foot())
    ours = page.index("<style>")
    assert ".ydx" in page[ours:]
    assert 'rel="stylesheet"' not in page[ours:]
    assert page.rstrip().endswith("</body>\n</html>")


def test_the_policy_allows_the_inline_script_by_its_hash_alone() -> None:
    scripts = re.findall(
        r"<script>(.*?)</script>", page_frame("en", "Another title", page_foot()), re.DOTALL
    )
    assert scripts, "the framework's page has an inline script"
    allowed = {
        f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'"
        for one in scripts
    }
    parts = dict(part.split(" ", 1) for part in content_security_policy().split("; "))
    assert set(parts["script-src"].split()) == {"'self'", *allowed}
    assert parts["frame-ancestors"] == "'none'"
    assert "unsafe-eval" not in content_security_policy()


def test_every_answer_gets_the_headers() -> None:
    answer = request(SecurityHeaders(FRAMEWORK), "/anything")
    assert answer.headers["content-security-policy"] == content_security_policy()
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.body == FRAMEWORK.body


def framed() -> PageFrame:
    return PageFrame(
        FRAMEWORK,
        screens=["/overview", "/initiatives", "/data", "/history", "/decisions"],
        titles=lambda: TITLES,
        foot=page_foot,
        not_found=not_found_page,
    )


@pytest.mark.parametrize(
    ("path", "is_screen"),
    [
        ("/", True),
        ("/data", True),
        ("/history", True),
        ("/_stcore/health", False),
        ("/data/_stcore/health", False),  # the framework asks there first
        ("/static/js/index.js", False),
        ("/media/abc.csv", False),
        ("/favicon.svg", False),
    ],
)
def test_page_frame_answers_screens_alone(path: str, is_screen: bool) -> None:
    answer = request(framed(), path, "lang=en")
    assert (b'<html lang="en">' in answer.body) is is_screen
    assert (answer.body == FRAMEWORK.body) is not is_screen
    if is_screen:
        assert answer.headers["cache-control"] == "no-cache"
        assert b"<title>Plan</title>" in answer.body


@pytest.mark.parametrize(
    ("path", "query", "place"),
    [
        ("/questions", "question=a&lang=en", "/decisions?question=a&lang=en"),
        ("/questions", "", "/decisions"),
        ("/overview", "lang=en", "/?lang=en"),  # the page that opens has no address of its own
        ("/data/", "year=2024", "/data?year=2024"),
        ("/Data", "", "/data"),
        ("/initiatives/4", "year=2024", "/initiatives?initiative=4&year=2024"),
        ("/history/R8-0001", "", "/history?batch=R8-0001"),
        ("/initiatives/a&b=c", "", "/initiatives?initiative=a%26b%3Dc"),
    ],
)
def test_an_address_written_otherwise_leads_on(path: str, query: str, place: str) -> None:
    answer = request(framed(), path, query)
    assert (answer.status, answer.headers["location"]) == (308, place)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["/nosuch", "/data/1", "/nosuch.html", "/index.html", "/<script>", "/initiatives/1/2"]
)
def test_where_nothing_is_that_is_said_with_the_ways_on(path: str, lang: str) -> None:
    answer = request(framed(), path, f"lang={lang}")
    page = answer.body.decode()
    assert answer.status == 404
    assert f'<html lang="{lang}">' in page
    assert text("frame.not_found.title", lang) in page
    assert f'href="{address("/data", lang)}"' in page
    assert "<script" not in page


def test_page_frame_leaves_posts_alone() -> None:
    answer = request(framed(), "/data", method="POST")
    assert answer.body == FRAMEWORK.body


@pytest.fixture(scope="module")
def assets() -> CompressedAssets:
    return CompressedAssets(FRAMEWORK)


def smallest(assets: CompressedAssets, ending: str) -> str:
    named = [path for path in assets.files if path.endswith(ending)]
    return min(named, key=lambda path: assets.files[path].stat().st_size)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
def test_scripts_go_out_in_what_the_browser_reads(
    assets: CompressedAssets, accepted: str, encoding: str | None
) -> None:
    path = smallest(assets, ".js")
    answer = request(assets, path, accept_encoding=accepted)
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert answer.headers.get("content-encoding") == encoding
    assert unpack(answer.body) == assets.files[path].read_bytes()
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/javascript")


def test_fonts_are_compressed_already(assets: CompressedAssets) -> None:
    path = smallest(assets, ".woff2")
    answer = request(assets, path, accept_encoding="br")
    assert "content-encoding" not in answer.headers
    assert answer.body == assets.files[path].read_bytes()


@pytest.mark.parametrize("path", ["/static/none.js", "/static/../../secret"])
def test_where_no_file_is_nothing_else_is_answered(assets: CompressedAssets, path: str) -> None:
    assert request(assets, path, accept_encoding="br").status == 404


def test_other_paths_are_the_frameworks(assets: CompressedAssets) -> None:
    assert request(assets, "/data", accept_encoding="br").body == FRAMEWORK.body


def test_favicon() -> None:
    answer = request(favicon_route(), "/favicon.svg")
    assert (answer.status, answer.body) == (200, FAVICON.encode())
    assert answer.headers["content-type"].startswith("image/svg+xml")
