from __future__ import annotations

import pytest
from starlette.datastructures import MutableHeaders

from yamato_dx.web.answers.headers import complete


def completed(scheme: str = "http", **told: str) -> MutableHeaders:
    named = {name.replace("_", "-"): value for name, value in told.items()}
    headers = MutableHeaders(named)
    complete(headers, {"scheme": scheme})
    return headers


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("image/svg+xml", "image/svg+xml; charset=utf-8"),
        ("text/html", "text/html; charset=utf-8"),
        ("application/xml", "application/xml; charset=utf-8"),
        ("text/csv; charset=Shift_JIS", "text/csv; charset=Shift_JIS"),  # a file for Excel
        ("application/json", "application/json"),  # always UTF-8
        ("image/png", "image/png"),
    ],
)
def test_markup_says_in_which_letters_it_is_written(told: str, said: str) -> None:
    assert completed(content_type=told)["content-type"] == said


def test_an_answer_without_a_body_needs_no_type() -> None:
    assert "content-type" not in completed()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("", "no-store"),
        ("no-cache", "no-store"),
        ("public, max-age=31536000, immutable", "public, max-age=31536000, immutable"),
    ],
)
def test_nothing_is_kept_but_what_is_everybodys(told: str, said: str) -> None:
    assert completed(cache_control=told)["cache-control"] == said


@pytest.mark.parametrize(
    ("scheme", "told", "said"),
    [
        ("https", "a=1; Path=/", "a=1; Path=/; Secure"),
        ("https", "a=1; Path=/; Secure", "a=1; Path=/; Secure"),
        ("http", "a=1; Path=/", "a=1; Path=/"),  # at the server itself
    ],
)
def test_a_cookie_that_came_by_tls_goes_by_tls(scheme: str, told: str, said: str) -> None:
    assert completed(scheme, set_cookie=told)["set-cookie"] == said
