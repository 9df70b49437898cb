"""Signing in at a provider: the reader is sent there, and comes back with a code."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict
from hmac import compare_digest
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from yamato_dx.acts.access.noting import note_refused
from yamato_dx.acts.actor import KnownBy
from yamato_dx.errors import Refused
from yamato_dx.web.http import language_of
from yamato_dx.web.sign_in.cookies import cookies_of
from yamato_dx.web.sign_in.front import Front, address_of, off_thread
from yamato_dx.web.sign_in.provider import Leaving, Provider, ProviderRefused, new_leaving
from yamato_dx.web.sign_in.requests import own_path

AWAY_NAME: Final = "yamato_dx_away"
AWAY_SECONDS: Final = 600


class ByProvider:
    """What the provider must send back waits in a cookie of the browser that was sent: nobody is
    signed in by an address that somebody else began with."""

    def __init__(self, front: Front, provider: Provider) -> None:
        self.front = front
        self.provider = provider
        self.is_secure = provider.settings.redirect.startswith("https://")
        self.cookie = f"__Host-{AWAY_NAME}" if self.is_secure else AWAY_NAME

    async def leave(self, request: Request) -> Response:
        leaving = new_leaving()
        try:
            address = await off_thread(self.provider.address, leaving)
        except ProviderRefused as error:
            return self._refused(request, error, 502)
        wanted = own_path(request.query_params.get("next", "/"))
        lang = language_of(request.scope)
        answer = RedirectResponse(address, 303)
        kept = _packed({**asdict(leaving), "next": wanted, "lang": lang})
        answer.headers.append("Set-Cookie", self._kept(kept, AWAY_SECONDS))
        return answer

    async def back(self, request: Request) -> Response:
        kept = _unpacked(cookies_of(request.scope).get(self.cookie, ""))
        query, access = request.query_params, self.front.desk.access
        is_ours = bool(kept) and compare_digest(
            query.get("state", "").encode(), kept["state"].encode()
        )
        try:
            if not is_ours or "code" not in query or access is None:
                raise ProviderRefused("sign_in.oidc.failed")
            leaving = Leaving(kept["state"], kept["nonce"], kept["verifier"])
            name = await off_thread(self.provider.person, query["code"], leaving)
            begun = await self.front.desk.begin_proven(name, KnownBy.OIDC, request.scope)
            if begun is None:
                raise ProviderRefused("sign_in.refused.unknown")
        except ProviderRefused as error:
            if access:
                await off_thread(note_refused, access, address_of(request))
            return self._refused(request, error, 403)
        to = own_path(kept["next"])
        answer = await self.front.let_in(request, access, begun, to=to, is_secure=self.is_secure)
        answer.headers.append("Set-Cookie", self._kept("", 0))
        return answer

    def _refused(self, request: Request, error: Refused, status: int) -> Response:
        sentence = error.sentence(language_of(request.scope))
        answer = self.front.pages.page(request, "refused", status, refused=sentence)
        answer.headers.append("Set-Cookie", self._kept("", 0))
        return answer

    def _kept(self, value: str, seconds: int) -> str:
        secure = "; Secure" if self.is_secure else ""
        attributes = f"Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
        return f"{self.cookie}={value}; {attributes}"


def _packed(kept: dict[str, str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(kept).encode()).decode().rstrip("=")


def _unpacked(written: str) -> dict[str, str]:
    """Empty where it is none of ours."""
    try:
        padded = written + "=" * (-len(written) % 4)
        fields = json.loads(base64.urlsafe_b64decode(padded))
    except (ValueError, RecursionError):
        return {}
    names = {"state", "nonce", "verifier", "next", "lang"}
    is_ours = isinstance(fields, dict) and fields.keys() == names
    is_written = is_ours and all(
        isinstance(value, str) and value.isprintable() for value in fields.values()
    )
    return fields if is_written else {}
