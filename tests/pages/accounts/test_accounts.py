"""アカウント: the list, a new one with its link, one that is disabled, codes; what 事務局 sees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.rights.readers import account, caller
from tests.pages.visiting import Visit
from tests.web.sign_in.conftest import House, people_of
from yamato_dx.acts.access.second_factor import roles_with_second_factor
from yamato_dx.store.access.accounts import accept_totp, account_of, offer_totp
from yamato_dx.store.promise.actor import ActorRole
from yamato_dx.store.record import Record
from yamato_dx.ui.frame import chrome, screen
from yamato_dx.web.served import Served


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    with people_of(tmp_path) as house:
        monkeypatch.setattr(Served, "access", property(lambda _: house.access))
        yield house


def test_a_new_account_gets_a_link_that_is_shown_once(record: Record, people: House) -> None:
    page = Visit.of(record).open("accounts")
    test = page.app
    test.text_input(key="accounts.add.0.login").input("Fukushi")
    test.text_input(key="accounts.add.0.name").input("福祉 三郎")
    next(one for one in test.button if one.label == page.say("accounts.add.do")).click()
    test.run()
    assert any("/sign-in/first#" in one.value for one in test.code)
    assert people.access.database.read("account", login_name="fukushi")
    page.open("glossary")
    page.open("accounts")
    assert not page.app.code


def test_whoever_is_disabled_is_told(record: Record, people: House) -> None:
    page = Visit.of(record).open("accounts")
    page.app.selectbox(key="accounts.change.0.login").select("mado")
    page.app.run()
    disable = next(one for one in page.app.button if one.label == page.say("accounts.disable"))
    disable.click().run()
    assert page.shows("accounts.disabled", login="mado")
    assert people.access.database.read("account", login_name="mado")[0][10] is not None


def test_a_code_app_is_taken_off_and_asked_of_a_role(record: Record, people: House) -> None:
    with people.access.changing() as writer:
        assert offer_totp(writer, "mado", "A" * 32)
        offered = account_of(writer, "mado")
        assert offered
        assert accept_totp(writer, offered, 1, people.clock())
    page = Visit.of(record).open("accounts")
    remove = page.say("accounts.code.remove")
    assert remove not in [one.label for one in page.app.button]  # nobody is chosen yet
    page.app.selectbox(key="accounts.change.0.login").select("mado").run()
    next(one for one in page.app.button if one.label == remove).click().run()
    kept = account_of(people.access.database, "mado")
    assert kept
    assert kept.totp_secret is None
    page.app.multiselect(key="accounts.codes.roles").set_value(["office"])
    ask = page.say("accounts.codes.do")
    next(one for one in page.app.button if one.label == ask).click().run()
    assert roles_with_second_factor(people.access) == {ActorRole.OFFICE}


def test_the_office_gives_links_alone(
    record: Record, people: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (screen, chrome):
        monkeypatch.setattr(module, "caller_here", lambda: caller(account(ActorRole.OFFICE)))
    page = Visit.of(record).open("accounts")
    assert not page.app.text_input
    chosen = page.app.selectbox(key="accounts.change.0.login")
    assert chosen.options == ["gicho", "mado"]
    chosen.select("mado").run()
    next(one for one in page.app.button if one.label == page.say("accounts.link")).click().run()
    assert any("/sign-in/first#" in one.value for one in page.app.code)
