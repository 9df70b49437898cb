"""Every address that the running app answers × who asks: before signing in, nothing goes out but
the pages for it. The routes are asked from the app itself, the framework's among them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.testclient import TestClient
from streamlit.runtime import Runtime

from tests.web.sign_in.conftest import PEOPLE, SITE, House, people_of
from yamato_dx.root import ROOT
from yamato_dx.ui.frame.menu import PAGES
from yamato_dx.ui.frame.page_foot import page_foot
from yamato_dx.ui.frame.trouble import not_found_page
from yamato_dx.web.addresses import OwnAddresses
from yamato_dx.web.callers import KnownCallers
from yamato_dx.web.dashboard import Dashboard
from yamato_dx.web.http import CompressedAssets, PageFrame, SecurityHeaders, favicon_route
from yamato_dx.web.limits import Limits
from yamato_dx.web.sign_in.gate import SignInGate
from yamato_dx.web.sign_in.routes import sign_in_routes

# What is told to whoever asks, by address.
OPEN = ("/favicon.svg", "/_stcore/health")
# A page of ours for signing in: what each says of itself is told by its own tests.
OWN_PREFIX = "/sign-in"
PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")
# What the framework has, and one address of each kind that its routes catch besides.
MORE = (
    "/static/js/index.js",
    "/media/0123456789abcdef.csv",
    "/component/anything/index.html",
    "/_stcore/anything",
    "/app/static/anything",
    "/index.html",
    "/manifest.json",
    "/overview/_stcore/health",
    "/overview/_stcore/host-config",
    "//media/0123456789abcdef.csv",
    "/Sign-In",
    "/sign-inx",
    "/favicon.svg/",
    "/_stcore/health/",
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with people_of(tmp_path_factory.mktemp("people")) as made:
        yield made


@pytest.fixture(scope="module")
def app(house: House) -> Iterator[Starlette]:
    """As `app.py` puts it together, with the accounts of a test."""
    before, Runtime._instance = Runtime._instance, None  # a process has one
    yield _dashboard(house)._build_starlette_app()
    Runtime._instance = before


def _dashboard(house: House) -> Dashboard:
    front = house.front
    gate = {
        "desk": front.desk,
        "pages": sign_in_routes(front),
        "open_pages": front.open_pages,
    }
    return Dashboard(
        ROOT / "yamato_dx" / "ui" / "shell.py",
        routes=[favicon_route()],
        door=[
            Middleware(SecurityHeaders),
            Middleware(OwnAddresses, allowed=["dx.example"]),
            Middleware(SignInGate, **gate),
            Middleware(KnownCallers, of_session=lambda _: None),
        ],
        answers=[
            Middleware(
                PageFrame,
                screens=[f"/{name}" for name in PAGES],
                titles=lambda: {"ja": "計画", "en": "Plan"},
                foot=page_foot,
                not_found=not_found_page,
            ),
            Middleware(CompressedAssets),
        ],
        limits=Limits(),
        lang="en",
    )


def addresses(app: Starlette) -> Iterator[str]:
    """Of every route, with something in the place of what it leaves open; and every screen."""
    for route in app.routes:
        assert isinstance(route, Route | Mount | WebSocketRoute), "of a kind that nobody asked"
        yield PARAMETER.sub("anything", route.path) or "/"
    yield from (f"/{name}" for name in PAGES)
    yield from MORE


def leads_to_sign_in(status: int, location: str) -> bool:
    return status == 303 and location.startswith("/sign-in?next=")


def test_before_signing_in_nothing_goes_out(app: Starlette, house: House) -> None:
    browser = TestClient(app, base_url=SITE, follow_redirects=False)
    found = sorted(set(addresses(app)))
    assert {"/_stcore/stream", "/_stcore/host-config", "/_stcore/metrics"} <= set(found)
    out = []
    for path in found:
        for method in METHODS:
            answer = browser.request(method, f"{SITE}{path}")
            is_led = leads_to_sign_in(answer.status_code, answer.headers.get("location", ""))
            is_bare = answer.status_code == 401 and len(answer.content) < 100
            if not (is_led or is_bare or path in OPEN):
                out.append((method, path, answer.status_code))
            assert "set-cookie" not in answer.headers, path
    assert out == []


@pytest.mark.parametrize("login", PEOPLE)
def test_whoever_is_signed_in_is_answered(app: Starlette, house: House, login: str) -> None:
    """Of the routes none hangs on a role: what one may see, pages and acts decide."""
    inside = house.signed_in(login)
    browser = TestClient(
        app,
        base_url=SITE,
        follow_redirects=False,
        client=("192.0.2.5", 50_000),
        cookies=dict(inside.cookies),
    )
    led = [
        path
        for path in sorted(set(addresses(app)))
        if leads_to_sign_in(
            (answer := browser.get(f"{SITE}{path}")).status_code,
            answer.headers.get("location", ""),
        )
        or answer.status_code == 401
    ]
    assert led == []
    page = browser.get("/overview")
    assert page.headers["cache-control"] == "no-store"
    assert browser.get("/auth/login").status_code == 404  # the framework's own way in
