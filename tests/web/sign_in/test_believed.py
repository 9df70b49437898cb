"""The name that a proxy has established: believed of the one that was named, and of nobody else."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.web.sign_in.conftest import SITE, House, post
from yamato_dx.acts.access.accounts import disable_account
from yamato_dx.acts.actor import Actor
from yamato_dx.errors import UsageError
from yamato_dx.web.believed import BelievedProxies, require_proxy
from yamato_dx.web.sign_in.cookies import PLAIN_NAME, SECURE_NAME

PROXY = "192.0.2.80"
NAME = "x-remote-user"
SCREEN = "/overview"


def behind(house: House, address: str = PROXY) -> TestClient:
    app = BelievedProxies(house.app, proxies=[PROXY], name_header="X-Remote-User")
    return TestClient(app, base_url=SITE, follow_redirects=False, client=(address, 50_000))


def told(name: str | None = "Mado", client: str = "198.51.100.9, 192.0.2.5") -> dict[str, str]:
    """As the proxy passes on: what came with the request, and behind it what it saw itself."""
    named = {NAME: name} if name is not None else {}
    return {"x-forwarded-for": client, "x-forwarded-proto": "http", **named}


def test_who_the_proxy_names_is_in_by_opening_a_page(house: House) -> None:
    browser = behind(house)
    seen = browser.get(SCREEN, headers=told())
    assert seen.text.startswith("seen network 192.0.2.5 session:")
    assert browser.cookies[PLAIN_NAME]
    again = browser.get("/media/a.csv", headers=told())
    assert again.text == seen.text  # the same session
    (session,) = house.access.database.read("sessions", login_name="mado")
    assert "proxy" in session


@pytest.mark.parametrize(
    ("address", "name", "status"),
    [
        (PROXY, "mado", 200),
        (PROXY, "nobody", 403),  # has no account
        (PROXY, "", 303),  # the proxy knows nobody: to the sign-in page
        (PROXY, None, 303),
        ("192.0.2.81", "mado", 303),  # who is no proxy of ours says so of themselves
        ("127.0.0.1", "mado", 303),
    ],
)
def test_the_name_counts_from_a_named_proxy_alone(
    house: House, address: str, name: str | None, status: int
) -> None:
    assert behind(house, address).get(SCREEN, headers=told(name)).status_code == status


def test_two_names_are_none(house: House) -> None:
    headers = [*told("mado").items(), (NAME, "admin")]
    assert behind(house).get(SCREEN, headers=headers).status_code == 303


def test_another_name_ends_what_the_cookie_opened(house: House) -> None:
    browser = behind(house)
    first = browser.get(SCREEN, headers=told()).text
    assert browser.get("/media/a.csv", headers=told("kikaku")).status_code == 401
    other = browser.get(SCREEN, headers=told("kikaku")).text
    assert other.startswith("seen")
    assert other != first


def test_whoever_is_disabled_is_out_whatever_the_proxy_says(house: House) -> None:
    browser = behind(house)
    assert browser.get(SCREEN, headers=told()).status_code == 200
    disable_account(house.access, "mado", actor=Actor.at_server("管理者"))
    assert browser.get(SCREEN, headers=told()).status_code == 403


def test_a_cookie_from_elsewhere_is_no_sign_in_of_the_proxys(house: House) -> None:
    browser = behind(house)
    browser.cookies[PLAIN_NAME] = house.signed_in("admin").cookies[PLAIN_NAME]
    assert "session:" in browser.get(SCREEN, headers=told("mado")).text
    assert browser.get("/media/a.csv", headers=told("admin")).status_code == 401


def test_what_a_name_began_opens_no_page_without_it(house: House) -> None:
    browser = behind(house)
    assert browser.get(SCREEN, headers=told()).status_code == 200
    assert browser.get(SCREEN, headers=told(None)).status_code == 303
    assert browser.get(SCREEN, headers=told()).status_code == 200


@pytest.mark.parametrize(
    ("hop", "address"),
    [
        ("192.0.2.5:50123", "192.0.2.5"),
        ("[2001:db8::5]:50123", "2001:db8::5"),
        ("2001:db8::5", "2001:db8::5"),
        ("unknown", PROXY),
    ],
)
def test_a_port_behind_the_address_is_not_of_it(house: House, hop: str, address: str) -> None:
    seen = behind(house).get(SCREEN, headers=told(client=f"198.51.100.9, {hop}")).text
    assert seen.startswith(f"seen network {address} ")


def test_behind_tls_the_cookie_is_secure(house: House) -> None:
    seen = behind(house).get(SCREEN, headers=told() | {"x-forwarded-proto": "https"})
    assert seen.headers["set-cookie"].startswith(f"{SECURE_NAME}=")


def test_what_a_proxy_passed_on_is_never_the_server_itself(house: House) -> None:
    headers = told("mado", client="127.0.0.1")
    assert behind(house).get(SCREEN, headers=headers).text.startswith("seen network 127.0.0.1 ")


def test_forms_still_work_behind_it(house: House) -> None:
    browser = behind(house)
    browser.headers.update(told(None))
    entered = post(browser, "/sign-in", login="mado", password="wrong")
    assert entered.status_code == 403


@pytest.mark.parametrize(
    ("proxies", "header"),
    [
        (["proxy.example"], None),
        ([], "X-Remote-User"),
        ([PROXY], "Cookie"),
        ([PROXY], "yamato-dx-caller"),
        ([PROXY], "a b"),
        ([PROXY], ""),
    ],
)
def test_what_cannot_be_believed_is_told_at_the_start(
    proxies: list[str], header: str | None
) -> None:
    with pytest.raises(UsageError):
        require_proxy(proxies, header)
