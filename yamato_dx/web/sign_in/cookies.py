"""What a browser keeps of a sign-in: one random word, which says nothing and opens its session."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import Final

from starlette.datastructures import Headers
from starlette.types import Scope

# A browser takes `__Host-` from this host alone, under TLS alone, for all of its paths alone:
# nobody at another name or on the wire can put one of theirs in its place.
PLAIN_NAME: Final = "yamato_dx_session"
SECURE_NAME: Final = f"__Host-{PLAIN_NAME}"
SECURE_SCHEMES: Final = frozenset(("https", "wss"))


def is_secure(scope: Scope) -> bool:
    """Whether the browser came under TLS: to us, or, as the page that calls says itself, to what
    stands before us."""
    origin = Headers(scope=scope).get("origin", "")
    return scope.get("scheme") in SECURE_SCHEMES or origin.startswith("https://")


def token_in(scope: Scope) -> str | None:
    """Of the session; None: the browser has none. Under TLS only what was set under TLS counts."""
    cookies = cookies_of(scope)
    secured = cookies.get(SECURE_NAME)
    return secured if secured or is_secure(scope) else cookies.get(PLAIN_NAME)


def cookies_of(scope: Scope) -> dict[str, str]:
    """By name; of those that nobody can read, none."""
    jar: SimpleCookie = SimpleCookie()
    try:
        for line in Headers(scope=scope).getlist("cookie"):
            jar.load(line)
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def session_cookie(scope: Scope, token: str, *, is_set_secure: bool = False) -> str:
    """For the header Set-Cookie. Lax, not Strict: a link in a mail leads to the page, not to the
    sign-in page; and nothing is ever done by following a link. `is_set_secure`: the browser came
    under TLS, though nothing in its request says so."""
    return _cookie(token, is_set_secure=is_set_secure or is_secure(scope))


def ended_cookies() -> list[str]:
    return [_cookie("", is_set_secure=secured, age=0) for secured in (True, False)]


def _cookie(value: str, *, is_set_secure: bool, age: int | None = None) -> str:
    """Without an age it ends with the browser; the session's own limits are the server's."""
    name = SECURE_NAME if is_set_secure else PLAIN_NAME
    until = "" if age is None else f"; Max-Age={age}"
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax{until}" + (
        "; Secure" if is_set_secure else ""
    )
