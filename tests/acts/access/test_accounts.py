"""Accounts: who is added, changed, disabled; the last administrator stays."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.acts.access.acting import (
    AT_SERVER,
    CHIEF,
    CLERK,
    HERE,
    PASSWORD,
    Town,
    access_at,
    first_link,
    session_of,
)
from tests.acts.access.conftest import Opening
from tests.acts.doing import PLAN_OFFICE
from tests.racing import at_once, refusals
from yamato_dx.acts.access.accounts import (
    account_proven,
    accounts_of,
    add_account,
    change_account,
    disable_account,
    enable_account,
    reset_account,
)
from yamato_dx.acts.access.links import LinkRefused
from yamato_dx.acts.access.noting import Noted
from yamato_dx.acts.access.opened import Access, has_accounts
from yamato_dx.acts.access.passwords import PasswordRefused
from yamato_dx.acts.access.sessions import SignInRefused
from yamato_dx.acts.access.signing_in import set_password, sign_in
from yamato_dx.acts.actor import ActorRole
from yamato_dx.acts.permissions import NotPermitted
from yamato_dx.errors import Refused
from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.store.access.accounts import Person

OFFICE = Person("田中", ActorRole.OFFICE)


def test_an_account_by_another_process_is_asked_for_within_a_second(
    access: Access, another: Opening
) -> None:
    assert not has_accounts(access)
    with another() as command_line:
        first_link(command_line)
    time.sleep(access.database.look_seconds)
    assert has_accounts(access)


def test_the_file_is_nobody_elses(tmp_path: Path) -> None:
    first_link(access_at(tmp_path))
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("*.access*")} == {0o600}


@pytest.mark.parametrize("written", ["Honda", "  honda ", "ｈｏｎｄａ"])
def test_a_name_is_the_same_however_it_is_typed(town: Town, written: str) -> None:
    assert sign_in(town.access, written, PASSWORD, HERE).account.login_name == "honda"
    with pytest.raises(Refused, match="すでに使われています"):
        add_account(town.access, written, CHIEF, actor=AT_SERVER)


def test_a_sign_that_no_database_takes_makes_a_name_a_wrong_one(town: Town) -> None:
    with pytest.raises(SignInRefused):
        sign_in(town.access, "honda\0", PASSWORD, HERE)


@pytest.mark.parametrize("name", ["", " ", "a b", "<b>", "a\nb", "a" * 129, "\u202eab"])
def test_a_name_that_cannot_be_is_refused(access: Access, name: str) -> None:
    with pytest.raises(Refused, match="ユーザー名は"):
        add_account(access, name, CHIEF, actor=AT_SERVER)
    assert not has_accounts(access)


@pytest.mark.parametrize("name", ["honda", "h.honda@town.example", "YAMATO\\honda", "本田"])
def test_names_of_mail_and_windows_are_taken(access: Access, name: str) -> None:
    first_link(access, name)
    assert account_proven(access, name.upper())


@pytest.mark.parametrize(
    ("person", "says"),
    [
        (CLERK, "最初のアカウントは管理者"),
        (Person("佐藤", ActorRole.SECTION), "課を1つ以上"),
        (Person("佐藤", ActorRole.READER, ("s01",)), "課を1つ以上"),
        (Person(" ", ActorRole.ADMINISTRATOR), "氏名"),
    ],
)
def test_who_cannot_be_first_or_is_not_whole_is_refused(
    access: Access, person: Person, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        add_account(access, "honda", person, actor=AT_SERVER)
    assert not has_accounts(access)


def test_a_password_given_at_once_is_held_to_the_same(access: Access) -> None:
    with pytest.raises(PasswordRefused):
        add_account(access, "honda", CHIEF, actor=AT_SERVER, password="honda-yamato-town")
    assert add_account(access, "honda", CHIEF, actor=AT_SERVER, password=PASSWORD) is None
    assert sign_in(access, "honda", PASSWORD, HERE).needed == "nothing"


def test_the_last_administrator_stays(town: Town) -> None:
    access = town.access
    for act in (
        lambda: disable_account(access, "honda", actor=AT_SERVER),
        lambda: change_account(access, "honda", CLERK, actor=AT_SERVER),
    ):
        with pytest.raises(Refused, match="最後の管理者"):
            act()
    change_account(access, "honda", Person("本田二郎", ActorRole.ADMINISTRATOR), actor=AT_SERVER)
    change_account(access, "sato", CHIEF, actor=AT_SERVER)
    disable_account(access, "honda", actor=AT_SERVER)
    with pytest.raises(Refused, match="最後の管理者"):
        disable_account(access, "sato", actor=AT_SERVER)


def test_of_two_administrators_who_take_it_from_each_other_one_stays(
    town: Town, another: Opening
) -> None:
    """At the same moment, in two processes, each by another way."""
    with another() as other:
        for _ in range(5):
            for name in ("honda", "sato"):
                change_account(town.access, name, CHIEF, actor=AT_SERVER)
                enable_account(town.access, name, actor=AT_SERVER)
            outcomes = at_once(
                lambda: bool(change_account(town.access, "honda", CLERK, actor=AT_SERVER)),
                lambda: disable_account(other, "sato", actor=AT_SERVER) is None,
            )
            assert outcomes.count(True) == len(refusals(outcomes)) == 1


def test_disabled_it_is_out_at_once_and_comes_back_with_its_password(town: Town) -> None:
    access = town.access
    token = town.begun("sato").token
    made = reset_account(access, "sato", actor=AT_SERVER)
    set_password(access, made.token, PASSWORD, HERE)
    token = town.begun("sato").token
    waiting = first_link(access, "new", CLERK)
    disable_account(access, "sato", actor=AT_SERVER)
    disable_account(access, "new", actor=AT_SERVER)
    assert session_of(access, token) is None
    assert account_proven(access, "sato") is None
    with pytest.raises(SignInRefused):
        sign_in(access, "sato", PASSWORD, HERE)
    with pytest.raises(LinkRefused):
        set_password(access, waiting.token, PASSWORD, HERE)
    with pytest.raises(Refused, match="停止中"):
        reset_account(access, "sato", actor=AT_SERVER)
    enable_account(access, "sato", actor=AT_SERVER)
    assert session_of(access, token) is None
    assert sign_in(access, "sato", PASSWORD, HERE).account.display_name == "佐藤"


def test_another_role_ends_sessions_and_another_section_acts_in_them(town: Town) -> None:
    access = town.access
    token = town.begun("sato").token
    moved = Person("佐藤花", ActorRole.SECTION, ("s02", "s03"))
    change_account(access, "sato", moved, actor=AT_SERVER)
    session = session_of(access, token)
    assert session is not None
    assert session.signed_in.sections == ("s02", "s03")
    assert session.signed_in.display_name == "佐藤花"
    change_account(access, "sato", OFFICE, actor=AT_SERVER)
    assert session_of(access, token) is None


def test_who_comes_to_do_more_gets_no_password_by_a_link_from_before(town: Town) -> None:
    """事務局 made it for an account that might do less than itself."""
    access = town.access
    made = reset_account(access, "sato", actor=PLAN_OFFICE)
    change_account(access, "sato", CHIEF, actor=AT_SERVER)
    with pytest.raises(LinkRefused):
        set_password(access, made.token, "ume kasa densha tamago", HERE)


@pytest.mark.parametrize("written", ["Ｓａｔｏ", "sato\n", "sato\0"])
def test_a_name_proven_elsewhere_is_taken_as_it_is(town: Town, written: str) -> None:
    assert account_proven(town.access, "SATO")
    assert account_proven(town.access, written) is None


def test_an_office_gives_new_passwords_to_those_who_may_less(town: Town) -> None:
    access = town.access
    add_account(access, "tanaka", OFFICE, actor=AT_SERVER)
    assert reset_account(access, "sato", actor=PLAN_OFFICE).link.login_name == "sato"
    for name in ("honda", "tanaka"):
        with pytest.raises(NotPermitted):
            reset_account(access, name, actor=PLAN_OFFICE)
    with pytest.raises(NotPermitted):
        reset_account(access, "sato", actor=PLAN_OFFICE, removes_second_factor=True)
    assert access.trail.trouble is None
    events = [row.columns["event"] for row in access.trail.rows()]
    assert events[-3:] == ["refusal"] * 3


def test_those_that_nobody_used_for_a_year_are_marked(town: Town) -> None:
    town.clock.move(days=300)
    town.begun("honda")
    town.clock.move(days=66)
    lines = {line.account.login_name: line for line in accounts_of(town.access, actor=AT_SERVER)}
    assert {name: line.is_unused for name, line in lines.items()} == {"honda": False, "sato": True}
    assert lines["sato"].account.signed_in_at is None


def test_an_account_that_is_not_there_is_named(access: Access) -> None:
    for act in (disable_account, enable_account, reset_account):
        with pytest.raises(Refused, match="「nobody」"):
            act(access, "Nobody", actor=AT_SERVER)


def test_what_is_done_and_who_was_refused_stands_in_the_trail_without_any_secret(
    town: Town,
) -> None:
    access = town.access
    token = town.begun("sato").token
    with pytest.raises(NotPermitted):
        disable_account(access, "honda", actor=PLAN_OFFICE)
    made = reset_account(access, "sato", actor=PLAN_OFFICE)
    rows = [row.columns for row in access.trail.rows()]
    assert [(row["act"], row["account"], row["subject"]) for row in rows[-3:]] == [
        ("signed_in", "sato", None),
        ("manage_accounts", PLAN_OFFICE.account, None),
        ("account_reset", PLAN_OFFICE.account, "sato"),
    ]
    for secret in (PASSWORD, token, made.token):
        assert secret not in str(rows)


def test_each_thing_noted_has_its_words() -> None:
    for noted in Noted:
        assert all(text(f"access.noted.{noted}", lang) for lang in LANGUAGES)
