"""Signing in at a provider, asked over the wire: right, wrong, tampered, replayed."""

from __future__ import annotations

import base64
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import oidc_provider_mock
import pytest
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from joserfc.jws import JWSRegistry
from starlette.testclient import TestClient

from tests.web.sign_in.conftest import House, house_of
from yamato_dx.acts.access.accounts import disable_account
from yamato_dx.acts.actor import Actor
from yamato_dx.errors import UsageError
from yamato_dx.web.sign_in.oidc import AWAY_NAME, _packed, _unpacked
from yamato_dx.web.sign_in.oidc_settings import BACK, OIDC, OidcSettings, read_oidc
from yamato_dx.web.sign_in.provider import Leaving, Provider, ProviderRefused

SITE = "http://127.0.0.1:8501"
SCREEN = "/report?round=1"
# What the provider's own libraries warn of is not ours to mend.
pytestmark = pytest.mark.filterwarnings("ignore")
PEOPLE = ("mado", "nobody")
KEPT = ("state", "nonce", "verifier", "next", "lang")


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    people = [oidc_provider_mock.User(sub=sub) for sub in PEOPLE]
    with oidc_provider_mock.run_server_in_thread(user_claims=people, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def office(house: House, issuer: str) -> House:
    settings = OidcSettings(issuer, "dashboard", "secret", f"{SITE}{BACK}", "sub", "職員サインオン")
    return house_of(house.access, house.clock, settings)


def away(office: House, sub: str) -> tuple[TestClient, str]:
    """A browser that was sent to the provider and signed in there; the address it is sent back to,
    not yet opened."""
    browser = TestClient(
        office.app, base_url=SITE, follow_redirects=False, client=("127.0.0.1", 50_000)
    )
    left = browser.get(OIDC, params={"next": SCREEN})
    assert left.status_code == 303
    with httpx2.Client() as there:
        back = there.post(left.headers["location"], data={"sub": sub})
    assert back.status_code == 302
    return browser, back.headers["location"].removeprefix(SITE)


def test_who_signs_in_there_is_in_here(office: House) -> None:
    browser, back = away(office, "mado")
    entered = browser.get(back)
    assert (entered.status_code, entered.headers["location"]) == (303, SCREEN)
    assert "session:" in browser.get(SCREEN).text
    (session,) = office.access.database.read("sessions", login_name="mado")
    assert "oidc" in session


def test_what_is_asked_of_the_provider_is_bound_to_this_browser(office: House) -> None:
    browser = TestClient(office.app, base_url=SITE, follow_redirects=False)
    asked = parse_qs(urlsplit(browser.get(OIDC).headers["location"]).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    kept = _unpacked(browser.cookies[AWAY_NAME])
    assert asked["state"] == [kept["state"]]
    assert asked["nonce"] == [kept["nonce"]]
    # The provider of these tests takes any verifier; those of offices compare it with this.
    assert asked["code_challenge"] == [create_s256_code_challenge(kept["verifier"])]


def test_who_has_no_account_stays_out(office: House) -> None:
    browser, back = away(office, "nobody")
    assert browser.get(back).status_code == 403
    assert browser.get(SCREEN).status_code == 303


def test_whoever_is_disabled_stays_out(office: House) -> None:
    disable_account(office.access, "mado", actor=Actor.at_server("管理者"))
    browser, back = away(office, "mado")
    assert browser.get(back).status_code == 403


def test_an_answer_opens_nothing_twice_and_nowhere_else(office: House) -> None:
    browser, back = away(office, "mado")
    other = TestClient(office.app, base_url=SITE, follow_redirects=False)
    assert other.get(back).status_code == 403  # it was not sent there
    assert browser.get(back).status_code == 303
    assert browser.get(back).status_code == 403


@pytest.mark.parametrize("part", ["state", "nonce"])
def test_what_was_tampered_with_opens_nothing(office: House, part: str) -> None:
    browser, back = away(office, "mado")
    kept = _unpacked(browser.cookies[AWAY_NAME])
    browser.cookies.clear()
    browser.cookies[AWAY_NAME] = _packed({**kept, part: kept[part][::-1]})
    assert browser.get(back).status_code == 403
    assert browser.get(SCREEN).status_code == 303


def test_a_state_of_any_letters_is_refused(office: House) -> None:
    browser, _back = away(office, "mado")
    assert browser.get(f"{BACK}?state=状態&code=b").status_code == 403


@pytest.mark.parametrize("query", ["", "state=a&code=b", "error=access_denied&state=a"])
def test_what_was_never_asked_for_is_refused(office: House, query: str) -> None:
    browser = TestClient(office.app, base_url=SITE, follow_redirects=False)
    assert browser.get(f"{BACK}?{query}").status_code == 403


def test_a_provider_that_is_away_is_told(house: House) -> None:
    settings = OidcSettings(
        "http://127.0.0.1:9", "dashboard", "secret", f"{SITE}{BACK}", "sub", "職員サインオン"
    )
    away_house = house_of(house.access, house.clock, settings)
    browser = TestClient(away_house.app, base_url=SITE, follow_redirects=False)
    answer = browser.get(OIDC)
    assert answer.status_code == 502
    assert "応答がありません" in answer.text
    assert "職員サインオン" in browser.get("/sign-in").text


@pytest.mark.parametrize(
    ("verified", "is_taken"),
    [(True, True), ("true", True), (None, True), (False, False), ("false", False), (0, False)],
)
def test_an_address_that_is_doubted_is_nobodys(verified: object, is_taken: bool) -> None:
    settings = OidcSettings("https://login.example", "dashboard", "x", f"{SITE}{BACK}", "email", "")
    told = {} if verified is None else {"email_verified": verified}
    claims = {"aud": "dashboard", "email": "mado@example.lg.jp", **told}
    if is_taken:
        assert Provider(settings)._name_in(claims) == "mado@example.lg.jp"
    else:
        with pytest.raises(ProviderRefused):
            Provider(settings)._name_in(claims)


OWN_KEY, OTHER_KEY = (RSAKey.generate_key(2048, {"kid": "a"}) for _ in range(2))
SHARED = OctKey.import_key("secret" * 8, {"kid": "a"})
LEFT = Leaving("state", "nonce", "verifier")


def forged(key: Any, algorithm: str, **claims: object) -> str:
    """An id token as the provider makes it, but for what is told."""
    now = int(time.time())
    told = {
        "iss": "https://login.example",
        "aud": "dashboard",
        "sub": "mado",
        "nonce": "nonce",
        "iat": now,
        "exp": now + 300,
    } | claims
    kept = {name: value for name, value in told.items() if value is not None}
    known = JWSRegistry(algorithms=[algorithm])
    return jwt.encode({"alg": algorithm, "kid": "a"}, kept, key, registry=known)


@pytest.mark.parametrize(
    ("token", "is_taken"),
    [
        (forged(OWN_KEY, "RS256"), True),
        (forged(OTHER_KEY, "RS256"), False),
        (forged(SHARED, "HS256"), False),
        (forged(OWN_KEY, "RS512"), False),
        (forged(OWN_KEY, "RS256").rpartition(".")[0] + ".", False),  # its signature taken off
        (forged(OWN_KEY, "RS256", iss="https://login.example.evil"), False),
        (forged(OWN_KEY, "RS256", iss=None), False),
        (forged(OWN_KEY, "RS256", aud="another"), False),
        (forged(OWN_KEY, "RS256", aud=["dashboard", "another"]), False),
        (forged(OWN_KEY, "RS256", azp="another"), False),
        (forged(OWN_KEY, "RS256", nonce="of another sign-in"), False),
        (forged(OWN_KEY, "RS256", nonce=None), False),
        (forged(OWN_KEY, "RS256", exp=int(time.time()) - 120), False),
        (forged(OWN_KEY, "RS256", exp=None), False),
        (forged(OWN_KEY, "RS256", nbf=int(time.time()) + 600), False),
        (forged(OWN_KEY, "RS256", sub=None), False),
        ("no.token.atall", False),
    ],
)  # fmt: skip
def test_what_the_provider_did_not_say_to_us_now_is_refused(
    monkeypatch: pytest.MonkeyPatch, token: str, is_taken: bool
) -> None:
    settings = OidcSettings("https://login.example", "dashboard", "x", f"{SITE}{BACK}", "sub", "")
    provider = Provider(settings)
    found = {"token_endpoint": "https://login.example/token"}
    monkeypatch.setattr(provider, "_known", lambda: (found, KeySet([OWN_KEY])))
    monkeypatch.setattr(OAuth2Client, "fetch_token", lambda *_, **_told: {"id_token": token})
    if is_taken:
        assert provider.person("code", LEFT) == "mado"
    else:
        with pytest.raises(ProviderRefused):
            provider.person("code", LEFT)


@pytest.mark.parametrize("kept", ["[" * 30_000, json.dumps(dict.fromkeys(KEPT, "\ud800"))])
def test_what_is_no_cookie_of_ours_is_none(kept: str) -> None:
    assert _unpacked(base64.urlsafe_b64encode(kept.encode()).decode()) == {}


SOUND = {
    "issuer": "https://login.example.lg.jp",
    "client_id": "dashboard",
    "client_secret": "x",
    "redirect": f"https://dx.example.lg.jp{BACK}",
    "claim": "email",
    "name": "職員サインオン",
}


def written(folder: Path, values: dict[str, str], mode: int = 0o600) -> Path:
    path = folder / "oidc.toml"
    path.write_text("\n".join(f"{key} = {json.dumps(value)}" for key, value in values.items()))
    path.chmod(mode)
    return path


def test_settings_are_read(tmp_path: Path) -> None:
    assert read_oidc(written(tmp_path, SOUND)) == OidcSettings(**SOUND)


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "http://login.example.lg.jp"},  # no TLS
        {"redirect": "https://dx.example.lg.jp/elsewhere"},
        {"claim": "name"},
        {"client_secret": ""},
        {"more": "x"},
    ],
)
def test_settings_that_cannot_be_are_told(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        read_oidc(written(tmp_path, SOUND | wrong))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_settings_that_others_can_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_oidc(written(tmp_path, SOUND, 0o640))
