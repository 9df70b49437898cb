"""Signing in with name and password: right, wrong, slowed, ended, replayed."""

from __future__ import annotations

import asyncio
import html
import re

import pyotp
import pytest
import segno
from starlette.types import Message

from tests.web.sign_in.conftest import PASSWORD, SITE, House, post
from yamato_dx.acts.access.accounts import disable_account
from yamato_dx.acts.access.second_factor import require_second_factor
from yamato_dx.acts.actor import Actor, ActorRole
from yamato_dx.i18n import text
from yamato_dx.store.access.sqlite_file import AccessUnavailable
from yamato_dx.web.sign_in.cookies import PLAIN_NAME, SECURE_NAME
from yamato_dx.web.sign_in.requests import FORM

SCREEN = "/overview?year=2024"
SECRET = 'class="secret"'


def test_who_is_not_signed_in_is_led_to_the_page_and_on(house: House) -> None:
    browser = house.browser()
    led = browser.get(SCREEN)
    assert led.status_code == 303
    assert led.headers["location"] == "/sign-in?next=%2Foverview%3Fyear%3D2024"
    page = browser.get(led.headers["location"])
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    entered = post(browser, led.headers["location"], login="mado", password=PASSWORD)
    assert (entered.status_code, entered.headers["location"]) == (303, SCREEN)
    seen = browser.get(SCREEN)
    assert seen.text.startswith("seen network 192.0.2.5 session:")
    assert seen.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("mado", "correct horse batterx"),
        ("nobody", PASSWORD),
        ("", ""),
        ("mado\x00", PASSWORD),
        ("mado", ""),
    ],
)
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(
    house: House, login: str, password: str
) -> None:
    browser = house.browser()
    answer = post(browser, "/sign-in", login=login, password=password)
    assert answer.status_code == 403
    assert "ユーザー名かパスワードが違います" in answer.text
    assert "set-cookie" not in answer.headers
    assert browser.get(SCREEN).status_code == 303


def test_who_fails_waits_and_then_comes_in(house: House) -> None:
    browser = house.browser()
    tries = [
        post(browser, "/sign-in", login="mado", password="wrong").status_code for _ in range(6)
    ]
    assert tries == [403] * 5 + [429]
    assert post(browser, "/sign-in", login="mado", password=PASSWORD).status_code == 429
    house.clock.pass_by(minutes=1)
    assert post(browser, "/sign-in", login="mado", password=PASSWORD).status_code == 303


@pytest.mark.parametrize(
    "origin", [None, "null", "https://elsewhere.example", "http://dx.example:9"]
)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/out", "/sign-in/account/others"])
def test_a_form_of_another_page_is_refused(house: House, path: str, origin: str | None) -> None:
    browser = house.signed_in()
    assert post(browser, path, origin, login="admin", password=PASSWORD).status_code == 403
    assert browser.get(SCREEN).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/state", "/sign-in/account"])
def test_another_method_is_no_fault_of_the_server(house: House, path: str, method: str) -> None:
    answer = house.browser().request(method, path, headers={"Origin": SITE})
    assert answer.status_code == 405


def test_nothing_is_done_by_opening_an_address(house: House) -> None:
    browser = house.browser()
    assert (
        browser.get("/sign-in", params={"login": "mado", "password": PASSWORD}).status_code == 200
    )
    assert browser.get(SCREEN).status_code == 303
    inside = house.signed_in()
    assert inside.get("/sign-in/out").status_code == 404
    assert inside.get(SCREEN).status_code == 200


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/report?round=1", "/report?round=1"),
        ("//elsewhere.example/", "/"),
        ("https://elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("/\t/elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/sign-in/out", "/"),  # no way round in a circle
        ("", "/"),
    ],
)
def test_the_page_leads_to_pages_of_ours_alone(house: House, wanted: str, led: str) -> None:
    browser = house.browser()
    address = str(browser.get("/sign-in", params={"next": wanted}).request.url)
    entered = post(browser, address, login="mado", password=PASSWORD)
    assert (entered.status_code, entered.headers["location"]) == (303, led)


def test_the_cookie_says_nothing_and_is_new_at_each_sign_in(house: House) -> None:
    browser = house.signed_in()
    first = browser.cookies[PLAIN_NAME]
    again = post(browser, "/sign-in", login="mado", password=PASSWORD)
    kept = again.headers["set-cookie"]
    assert kept.startswith(f"{PLAIN_NAME}=")
    assert {"Path=/", "HttpOnly", "SameSite=Lax"} <= set(kept.split("; "))
    assert browser.cookies[PLAIN_NAME] != first
    replayed = house.browser()
    replayed.cookies[PLAIN_NAME] = first
    assert replayed.get(SCREEN).status_code == 303  # the session before ended


def test_under_tls_the_cookie_is_of_this_host_alone(house: House) -> None:
    browser = house.browser(site="https://dx.example")
    entered = post(browser, "/sign-in", "https://dx.example", login="mado", password=PASSWORD)
    kept = entered.headers["set-cookie"]
    assert kept.startswith(f"{SECURE_NAME}=")
    assert "Secure" in kept.split("; ")
    assert browser.get(SCREEN).status_code == 200
    planted = house.browser(site="https://dx.example")
    planted.cookies[PLAIN_NAME] = browser.cookies[SECURE_NAME]
    assert planted.get(SCREEN).status_code == 303  # set by whoever sits on the wire


@pytest.mark.parametrize("altered", ["", "x", "A" * 43, "a;b", "\x7f", "ﾃ"])
def test_a_cookie_of_somebodys_own_making_opens_nothing(house: House, altered: str) -> None:
    answer = house.browser().get(SCREEN, headers={"cookie": f"{PLAIN_NAME}={altered}".encode()})
    assert answer.status_code == 303


def test_a_cookie_replayed_after_signing_out_opens_nothing(house: House) -> None:
    browser = house.signed_in()
    token = browser.cookies[PLAIN_NAME]
    out = post(browser, "/sign-in/out")
    assert out.status_code == 200
    assert out.headers["clear-site-data"] == '"cache", "storage"'
    assert PLAIN_NAME not in browser.cookies
    replayed = house.browser()
    replayed.cookies[PLAIN_NAME] = token
    assert replayed.get(SCREEN).status_code == 303
    assert replayed.get("/sign-in/state").status_code == 205


def test_whoever_is_disabled_is_out_at_once(house: House) -> None:
    browser = house.signed_in()
    actor = Actor.at_server("管理者")
    disable_account(house.access, "mado", actor=actor)
    assert browser.get(SCREEN).status_code == 303
    assert post(browser, "/sign-in", login="mado", password=PASSWORD).status_code == 403


@pytest.mark.parametrize(
    ("passed", "status"),
    [({"minutes": 59}, 200), ({"minutes": 61}, 303)],  # nobody did anything
)
def test_a_session_without_activity_ends(
    house: House, passed: dict[str, float], status: int
) -> None:
    browser = house.signed_in()
    house.clock.pass_by(**passed)
    assert browser.get(SCREEN).status_code == status


def test_from_other_machines_one_can_be_signed_out(house: House) -> None:
    here, there = house.signed_in(), house.signed_in(address="192.0.2.6")
    page = here.get("/sign-in/account")
    assert "192.0.2.6" in page.text
    assert post(here, "/sign-in/account/others").status_code == 200
    assert (here.get(SCREEN).status_code, there.get(SCREEN).status_code) == (200, 303)


def test_another_password_ends_all_other_sessions(house: House) -> None:
    here, there = house.signed_in(), house.signed_in(address="192.0.2.6")
    chosen = {"current": PASSWORD, "password": "battery staple orange", "again": "battery staple"}
    assert post(here, "/sign-in/account/password", **chosen).status_code == 400  # they differ
    assert there.get(SCREEN).status_code == 200
    chosen["again"] = chosen["password"]
    assert post(here, "/sign-in/account/password", **chosen).status_code == 200
    assert (here.get(SCREEN).status_code, there.get(SCREEN).status_code) == (200, 303)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_page_speaks_both_languages(house: House, lang: str) -> None:
    page = house.browser().get("/sign-in", params={"lang": lang, "next": "/report"})
    assert f'<html lang="{lang}">' in page.text
    assert f"{SITE}/sign-in" not in page.text
    assert ("Sign in" in page.text) == (lang == "en")


def test_a_form_that_is_broken_off_is_no_fault_of_the_server(house: House) -> None:
    async def gone() -> Message:
        return {"type": "http.disconnect"}

    said: list[Message] = []

    async def heard(message: Message) -> None:
        said.append(message)

    told = {"origin": SITE, "host": "dx.example", "content-type": FORM, "content-length": "99"}
    headers = [(name.encode(), value.encode()) for name, value in told.items()]
    asked = {"type": "http", "method": "POST", "path": "/sign-in", "query_string": b""}
    scope = {**asked, "headers": headers, "client": ("192.0.2.5", 50_000)}
    asyncio.run(house.app(scope, gone, heard))
    assert said[0]["status"] == 400


def test_a_mistyped_code_leaves_the_secret_that_is_being_set_up(house: House) -> None:
    browser = house.signed_in()
    place = "/sign-in/account/second-factor"
    offered = post(browser, place, current=PASSWORD).text
    secret = re.search(r'class="secret">([^<]+)<', offered)
    token = re.search(r'name="token" value="([^"]+)"', offered)
    assert secret
    assert token
    again = post(browser, f"{place}/code", code="000000", token=token[1])
    assert again.status_code == 400
    assert secret[1] in again.text
    assert modules_of(again.text) == modules_of(offered)
    code = pyotp.TOTP(secret[1].replace(" ", "")).at(house.clock())
    assert post(browser, f"{place}/code", code=code, token=token[1]).status_code == 200
    assert "登録済み" in browser.get("/sign-in/account").text


def test_who_sits_down_at_an_open_page_sets_up_no_second_factor(house: House) -> None:
    """Its owner would be locked out, and the secret of one that waits is not shown either."""
    owner = house.signed_in()
    place = "/sign-in/account/second-factor"
    post(owner, place, current=PASSWORD)
    for current in ("", "wrong wrong wrong"):
        answer = post(owner, place, current=current)
        assert answer.status_code == 400
        assert SECRET not in answer.text
    other = post(house.signed_in("kikaku"), place, current=PASSWORD)
    token = re.search(r'name="token" value="([^"]+)"', other.text)
    assert token
    for told in ("", token[1]):
        answer = post(owner, f"{place}/code", code="000000", token=told)
        assert (answer.status_code, SECRET in answer.text) == (400, False)


def test_who_must_set_up_a_code_and_mistypes_it_sees_the_secret_again(house: House) -> None:
    require_second_factor(house.access, [ActorRole.SECTION], actor=Actor.at_server("管理者"))
    browser = house.browser()
    offered = post(browser, "/sign-in", login="mado", password=PASSWORD).text
    token = re.search(r'name="token" value="([^"]+)"', offered)
    secret = re.search(r"secret=([A-Z2-7]+)", offered)
    assert token
    assert secret
    again = post(browser, "/sign-in/code", token=token[1], code="000000")
    assert again.status_code == 403
    assert f"secret={secret[1]}" in again.text
    assert modules_of(again.text) == modules_of(offered)
    # The sentence stands at the field alone, which names it.
    (place,) = re.finditer('id="refused"', again.text)
    assert again.text.index("<svg") < place.start() < again.text.index('aria-describedby="refused"')
    right = pyotp.TOTP(secret[1]).at(house.clock())
    assert post(browser, "/sign-in/code", token=token[1], code=right).status_code == 303


def test_the_picture_says_what_the_link_beside_it_says(house: House) -> None:
    page = post(house.signed_in(), "/sign-in/account/second-factor", current=PASSWORD).text
    uri = re.search(r'href="(otpauth:[^"]+)"', page)
    assert uri
    expected = segno.make_qr(html.unescape(uri[1]), error="M")
    drawn = modules_of(page)
    assert drawn == {
        (row, column)
        for row, line in enumerate(expected.matrix_iter(border=4))
        for column, is_dark in enumerate(line)
        if is_dark
    }
    assert min(min(module) for module in drawn) == 4  # white around it
    assert re.search(r'<div class="qr" role="img" aria-label="[^"]+">\s*<svg', page)
    assert "style=" not in page


def modules_of(page: str) -> set[tuple[int, int]]:
    """Row and column of what is dark in the picture, which is one path of level strokes."""
    (path,) = re.findall(r'<path[^>]*? stroke="#000"[^>]* d="([^"]+)"', page)
    row, column, dark = 0.0, 0, set()
    for kind, told in re.findall(r"([Mmh])([^Mmh]+)", path):
        numbers = [float(number) for number in re.findall(r"-?[.\d]+", told)]
        if kind == "M":
            column, row = int(numbers[0]), numbers[1]
        elif kind == "m":
            column, row = column + int(numbers[0]), row + numbers[1]
        else:
            dark |= {(int(row), column + step) for step in range(int(numbers[0]))}
            column += int(numbers[0])
    return dark


def test_before_a_password_is_typed_it_is_said_that_others_could_read_it(house: House) -> None:
    words = text("frame.plain.sentence", "en")
    assert words not in house.browser().get("/sign-in?lang=en").text
    house.front.pages.is_plain = True
    assert words in house.browser().get("/sign-in?lang=en").text


def test_where_the_accounts_lie_is_not_told_to_who_is_not_in(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise AccessUnavailable("store.access_unavailable", path="/srv/record.access", error="gone")

    monkeypatch.setattr("yamato_dx.web.sign_in.entering.has_accounts", away)
    monkeypatch.setattr("yamato_dx.web.sign_in.entering.sign_in", away)
    browser = house.browser()
    tried = post(browser, "/sign-in", login="mado", password=PASSWORD)
    assert tried.status_code == 503
    for page in (browser.get("/sign-in"), tried):
        assert text("sign_in.refused.unavailable", "ja") in page.text
        assert "/srv" not in page.text
