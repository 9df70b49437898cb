"""A sign-in provider (OpenID Connect): what it is asked, and whether its answer is its own."""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

import httpx2
from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import ClaimsOption

from yamato_dx.errors import Refused
from yamato_dx.web.sign_in.oidc_settings import OidcSettings

SCOPE: Final = "openid profile email"
DISCOVERY: Final = "/.well-known/openid-configuration"
# Signed by a key of the provider's own: neither unsigned nor by a secret that we share.
ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
ANSWER_SECONDS: Final = 10.0
# So long it is not asked again where it answers and with which keys.
KEPT_SECONDS: Final = 600.0
CLOCKS_APART: Final = 60


class ProviderRefused(Refused):
    """It does not answer, or not as it should."""


@dataclass(frozen=True)
class Leaving:
    """What this browser must bring back. `verifier`: proves to the provider that whoever sent the
    reader away asks for the answer (PKCE)."""

    state: str
    nonce: str
    verifier: str


def new_leaving() -> Leaving:
    return Leaving(generate_token(32), generate_token(32), generate_token(64))


class Provider:
    """Asked only when somebody signs in by it. Safe for any number of threads."""

    def __init__(self, settings: OidcSettings) -> None:
        self.settings = settings
        self._lock = Lock()
        self._discovered: dict[str, Any] = {}
        self._keys = KeySet([])
        self._asked_at = float("-inf")

    def address(self, leaving: Leaving) -> str:
        """Where the reader is sent. Raises ProviderRefused."""
        discovered, _ = self._known()
        with self._client() as client:
            address, _state = client.create_authorization_url(
                discovered["authorization_endpoint"],
                state=leaving.state,
                code_verifier=leaving.verifier,
                nonce=leaving.nonce,
            )
        return str(address)

    def person(self, code: str, leaving: Leaving) -> str:
        """What the provider calls whoever came back with `code`. Raises ProviderRefused."""
        discovered, keys = self._known()
        try:
            with self._client() as client:
                token = client.fetch_token(
                    discovered["token_endpoint"], code=code, code_verifier=leaving.verifier
                )
            claims = jwt.decode(str(token["id_token"]), keys, list(ALGORITHMS)).claims
            self._registry(leaving).validate(claims)
        except (OAuthError, JoseError, httpx2.HTTPError, KeyError, ValueError) as error:
            raise ProviderRefused("sign_in.oidc.failed") from error
        return self._name_in(claims)

    def _registry(self, leaving: Leaving) -> jwt.JWTClaimsRegistry:
        there = ClaimsOption(essential=True)
        return jwt.JWTClaimsRegistry(
            leeway=CLOCKS_APART,
            iss=ClaimsOption(essential=True, value=self.settings.issuer),
            aud=ClaimsOption(essential=True, value=self.settings.client_id),
            nonce=ClaimsOption(essential=True, value=leaving.nonce),
            sub=there,
            exp=there,
            iat=there,
        )

    def _name_in(self, claims: dict[str, Any]) -> str:
        audience = claims["aud"]
        is_for_us = claims.get("azp") in {None, self.settings.client_id}
        if not is_for_us or (isinstance(audience, list) and len(audience) > 1):
            raise ProviderRefused("sign_in.oidc.failed")
        # Some write it as a text. Who says nothing of it (Entra) has addresses of its own people.
        verified = claims.get("email_verified", True)
        is_doubted = self.settings.claim == "email" and verified not in (True, "true")
        name = claims.get(self.settings.claim)
        if is_doubted or not isinstance(name, str) or not name:
            raise ProviderRefused("sign_in.refused.unknown")
        return name

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            self.settings.client_id,
            self.settings.client_secret,
            scope=SCOPE,
            redirect_uri=self.settings.redirect,
            code_challenge_method="S256",
            timeout=ANSWER_SECONDS,
            follow_redirects=False,
        )

    def _known(self) -> tuple[dict[str, Any], KeySet]:
        """Where it answers, and its keys. Raises ProviderRefused."""
        with self._lock:
            if time.monotonic() - self._asked_at < KEPT_SECONDS:
                return self._discovered, self._keys
            issuer = self.settings.issuer
            try:
                with httpx2.Client(timeout=ANSWER_SECONDS) as client:
                    discovered = (
                        client.get(f"{issuer.rstrip('/')}{DISCOVERY}").raise_for_status().json()
                    )
                    keys = client.get(discovered["jwks_uri"]).raise_for_status().json()
                if discovered["issuer"] != issuer:
                    raise ProviderRefused("sign_in.oidc.failed")
                self._keys = KeySet.import_key_set(keys)
            except (httpx2.HTTPError, JoseError, KeyError, TypeError, ValueError) as error:
                raise ProviderRefused("sign_in.oidc.away") from error
            self._discovered, self._asked_at = discovered, time.monotonic()
            return self._discovered, self._keys
