"""What the door says and asks where a request came in TLS."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from yamato_dx.web.addresses import OwnAddresses
from yamato_dx.web.http import SecurityHeaders

NAME = "dx.example.lg.jp"


def client(address: str) -> TestClient:
    page = Starlette(routes=[Route("/", lambda _request: PlainTextResponse("page"))])
    return TestClient(SecurityHeaders(OwnAddresses(page, allowed=[NAME])), base_url=address)


@pytest.mark.parametrize(
    ("address", "is_pinned"),
    [
        (f"https://{NAME}", True),
        (f"http://{NAME}", False),  # a promise without TLS is none
        ("https://localhost", False),  # every server of this machine has that name
    ],
)
def test_the_name_is_pinned_under_tls_alone(address: str, is_pinned: bool) -> None:
    assert ("strict-transport-security" in client(address).get("/").headers) == is_pinned


@pytest.mark.parametrize(
    ("address", "origin", "status"),
    [
        (f"https://{NAME}", f"https://{NAME}", 200),
        (f"https://{NAME}", f"https://{NAME}:443", 200),
        (f"https://{NAME}", f"http://{NAME}", 403),  # whoever is in between can write that page
        (f"http://{NAME}", f"https://{NAME}", 200),  # behind a proxy that ends TLS
        (f"http://{NAME}", f"http://{NAME}", 200),
        ("https://other.example", "https://other.example", 421),
    ],
)
def test_a_page_without_tls_calls_none_with_it(address: str, origin: str, status: int) -> None:
    assert client(address).get("/", headers={"Origin": origin}).status_code == status
