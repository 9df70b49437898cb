"""Links: for a password once, for a section's report until it ends; opened, they do nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from starlette.testclient import TestClient

from tests.web.sign_in.conftest import SITE, House, post
from yamato_dx.acts.access.accounts import disable_account, reset_account
from yamato_dx.acts.access.links import MadeLink, make_section_link, revoke_section_link
from yamato_dx.acts.actor import Actor
from yamato_dx.web.sign_in.cookies import PLAIN_NAME

OFFICE = Actor.at_server("事務局")
SCREEN = "/report"
NEW = "battery staple orange"


def password_link(house: House) -> MadeLink:
    return reset_account(house.access, "mado", actor=OFFICE)


def section_link(house: House) -> MadeLink:
    return make_section_link(house.access, "R8-1", "residents", due=date(2026, 5, 29), actor=OFFICE)


def choose(browser: TestClient, token: str, password: str = NEW, again: str = NEW) -> int:
    fields = {"token": token, "password": password, "again": again}
    return post(browser, "/sign-in/password", **fields).status_code


def test_a_link_opened_does_nothing(house: House) -> None:
    """As the program opens it that looks into mails; what stands behind # it does not even send."""
    for made in (password_link(house), section_link(house)):
        path = made.address().partition("#")[0]
        scanner = house.browser("198.51.100.1")
        assert scanner.get(path).status_code == 200
        assert scanner.get(path, params={"token": made.token}).status_code == 200
        assert scanner.get(SCREEN).status_code == 303
    assert choose(house.browser(), password_link(house).token) == 303


def test_a_first_password_is_chosen_by_a_link_once(house: House) -> None:
    made, browser = password_link(house), house.browser()
    page = post(browser, "/sign-in/first", token=f"{SITE}{made.address()}")  # pasted whole
    assert "mado" in page.text
    assert choose(browser, made.token, "short", "short") == 400
    assert choose(browser, made.token, NEW, "another one entirely") == 400
    assert choose(browser, made.token) == 303
    assert browser.get(SCREEN).status_code == 200
    assert choose(house.browser(), made.token) == 403
    entered = post(house.browser(), "/sign-in", login="mado", password=NEW)
    assert entered.status_code == 303


def test_a_reset_ends_what_was_open(house: House) -> None:
    browser = house.signed_in()
    password_link(house)
    assert browser.get(SCREEN).status_code == 303


@pytest.mark.parametrize(
    "spoil",
    [
        lambda house: house.clock.pass_by(hours=25),
        password_link,  # a newer one
        lambda house: disable_account(house.access, "mado", actor=OFFICE),
    ],
    ids=["expired", "replaced", "disabled"],
)
def test_a_password_link_that_is_over_opens_nothing(
    house: House, spoil: Callable[[House], object]
) -> None:
    made = password_link(house)
    spoil(house)
    browser = house.browser()
    assert post(browser, "/sign-in/first", token=made.token).status_code == 403
    assert choose(browser, made.token) == 403


def test_a_section_comes_in_by_its_link_as_often_as_it_likes(house: House) -> None:
    made = section_link(house)
    for address in ("192.0.2.5", "192.0.2.6"):
        browser = house.browser(address)
        entered = post(browser, "/sign-in/link", token=made.token)
        assert (entered.status_code, entered.headers["location"]) == (303, SCREEN)
        assert browser.get(SCREEN).status_code == 200
    english = post(house.browser(), "/sign-in/link?lang=en", token=made.token)
    assert english.headers["location"] == "/report?lang=en"


def test_who_comes_by_a_link_is_its_section_in_its_round(house: House) -> None:
    browser = house.browser()
    post(browser, "/sign-in/link", token=section_link(house).token)
    session = house.front.desk.session(browser.get("/x").text.rpartition("session:")[2])
    assert session
    signed_in = session.signed_in
    assert (signed_in.role, signed_in.known_by) == ("section", "link")
    assert (signed_in.sections, signed_in.round_key) == (("residents",), "R8-1")
    page = browser.get("/sign-in/account")
    assert "パスワードを変更する" not in page.text
    assert post(browser, "/sign-in/account/second-factor").status_code == 303
    fields = {"current": "", "password": NEW, "again": NEW}
    assert post(browser, "/sign-in/account/password", **fields).status_code == 400


@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_a_section_link_that_is_over_ends_what_it_opened(house: House, how: str) -> None:
    made, browser = section_link(house), house.browser()
    post(browser, "/sign-in/link", token=made.token)
    assert browser.get(SCREEN).status_code == 200
    if how == "revoked":
        revoke_section_link(house.access, made.link.link_id, actor=OFFICE)
    else:
        house.clock.pass_by(days=40)
    assert browser.get(SCREEN).status_code == 303
    assert post(browser, "/sign-in/link", token=made.token).status_code == 403


@pytest.mark.parametrize("path", ["/sign-in/first", "/sign-in/link"])
@pytest.mark.parametrize("token", ["", "x", "A" * 43, "x" * 5000, "<script>"])
def test_a_token_of_somebodys_own_making_opens_nothing(house: House, path: str, token: str) -> None:
    browser = house.browser()
    answer = post(browser, path, token=token)
    assert answer.status_code == 403
    assert "<script>" not in answer.text
    assert PLAIN_NAME not in browser.cookies


def test_a_link_of_one_kind_is_none_of_the_other(house: House) -> None:
    browser = house.browser()
    assert post(browser, "/sign-in/link", token=password_link(house).token).status_code == 403
    assert post(browser, "/sign-in/first", token=section_link(house).token).status_code == 403


def test_who_tries_tokens_waits(house: House) -> None:
    browser = house.browser()
    tries = [post(browser, "/sign-in/link", token=f"{number}") for number in range(22)]
    assert {answer.status_code for answer in tries[:20]} == {403}
    assert tries[-1].status_code == 429


def test_what_no_form_of_ours_sends_is_refused(house: House) -> None:
    browser = house.browser()
    headers = {"origin": SITE, "content-type": "application/json"}
    assert browser.post("/sign-in", content=b"{}", headers=headers).status_code == 400
    headers["content-type"] = "application/x-www-form-urlencoded"
    long = b"login=" + b"a" * 20_000
    assert browser.post("/sign-in", content=long, headers=headers).status_code == 400
    assert browser.post("/sign-in", content="login=é".encode(), headers=headers).status_code == 400
