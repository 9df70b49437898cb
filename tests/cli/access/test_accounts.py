"""Accounts and links on the command line, while a server has the record open or not."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from tests.cli.conftest import Office
from yamato_dx.acts.access.opened import Access, open_access
from yamato_dx.acts.access.sections import remember_sections
from yamato_dx.acts.access.signing_in import set_password, sign_in
from yamato_dx.acts.opening import Place

PASSWORD = "ume kasa densha tamago"
SITE = "https://dx.example"


@pytest.fixture
def access(office: Office) -> Iterator[Access]:
    """As a server has it."""
    with access_of(office) as opened:
        yield opened


def access_of(office: Office) -> Access:
    return open_access(Place(database=office.database))


def token_in(link: str) -> str:
    return link.partition("#")[2]


def test_the_first_administrator_signs_in_by_a_link(office: Office, access: Access) -> None:
    added = office.run("account", "add", "Honda", "--role", "admin", "--site", SITE)
    link = added.json["link"]
    assert link.startswith(f"{SITE}/sign-in/first#")
    set_password(access, token_in(link), PASSWORD, None)
    assert sign_in(access, "honda", PASSWORD, None).needed == "nothing"
    assert office.run("account", "list").json == [
        {
            "login_name": "honda",
            "display_name": "Honda",
            "role": "admin",
            "sections": [],
            "is_enabled": True,
            "has_password": True,
            "has_second_factor": False,
            "signed_in_at": None,
            "is_unused": False,
        }
    ]
    refused = office.run("account", "disable", "honda", "--lang", "en")
    assert (refused.code, "last administrator" in refused.err) == (1, True)
    reset = office.run("account", "reset", "honda", "--second-factor").json
    assert reset["link"].startswith("/sign-in/first#")
    assert office.run("account", "reset", "nobody").code == 1


def test_a_password_is_read_and_told_to_nobody(
    office: Office, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    words = ("account", "add", "honda", "--role", "admin", "--password-stdin")
    assert office.run(*words).code == 1
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    added = office.run(*words)
    assert added.json["link"] is None
    assert PASSWORD not in added.out + added.err
    assert sign_in(access, "honda", PASSWORD, None)


def test_sections_are_named_as_the_server_knows_them(office: Office, access: Access) -> None:
    office.run("account", "add", "honda", "--role", "admin")
    remember_sections(access, {"s01": "総務課", "s02": "企画政策課"})
    for named in ("総務課", "s01"):
        added = office.run("account", "add", f"a-{named}", "--role", "section", "--section", named)
        assert added.code == 0
    wrong = office.run("account", "add", "b", "--role", "section", "--section", "税務課")
    assert (wrong.code, "総務課, 企画政策課" in wrong.err) == (1, True)
    changed = office.run(
        "account", "change", "a-s01", "--section", "企画政策課", "--section", "s01"
    )
    assert changed.json["sections"] == ["s02", "s01"]
    assert office.run("account", "change", "a-s01", "--display-name", "佐藤").json["sections"] == [
        "s02",
        "s01",
    ]
    assert office.run("account", "change", "a-s01", "--role", "reader").json["sections"] == []
    for verb, is_enabled in (("disable", False), ("enable", True)):
        assert office.run("account", verb, "a-s01").json["is_enabled"] is is_enabled
    assert office.run("account", "second-factor", "--role", "admin").json == {"roles": ["admin"]}


def test_a_sections_link_is_given_and_taken_back(office: Office) -> None:
    words = ("account", "link", "2025-1", "s01", "--site", SITE)
    made = office.run(*words, "--due", "2099-12-29", "--days", "3").json
    assert made["link"].startswith(f"{SITE}/sign-in/link#")
    assert made["expires_at"] == "2100-01-02T00:00:00+09:00"
    assert office.run("account", "unlink", made["link_id"]).code == 0
    (line,) = office.run("account", "links").json
    assert (line["round"], line["section"], line["is_good"]) == ("2025-1", "s01", False)
    assert office.run(*words, "--due", "2020-01-01").code == 1
    assert office.run(*words, "--due", "2099-12-29", "--days", "-3").code == 2
