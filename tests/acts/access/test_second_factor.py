"""The second factor: set up by the person, asked for at sign-in, each code good once."""

from __future__ import annotations

import pyotp
import pytest

from tests.acts.access.acting import AT_SERVER, HERE, PASSWORD, Town, session_of
from yamato_dx.acts.access.accounts import disable_account, reset_account
from yamato_dx.acts.access.links import LinkRefused
from yamato_dx.acts.access.second_factor import (
    accept_secret,
    offer_secret,
    require_second_factor,
    roles_with_second_factor,
)
from yamato_dx.acts.access.sessions import SignInRefused, begin_session
from yamato_dx.acts.access.signing_in import (
    enter_code,
    offer_at_sign_in,
    set_password,
    sign_in,
)
from yamato_dx.acts.access.slowing import Slowed
from yamato_dx.acts.actor import ActorRole, KnownBy
from yamato_dx.errors import Refused


@pytest.fixture
def secret(town: Town) -> str:
    """Of «sato», in force; its next code is not taken yet."""
    offered = offer_secret(town.access, "sato", "ja")
    assert accept_secret(town.access, "sato", code(town, offered.secret))
    town.clock.move(seconds=30)
    return offered.secret


def code(town: Town, secret: str, apart: int = 0) -> str:
    return pyotp.TOTP(secret).at(town.clock(), counter_offset=apart)


def waiting(town: Town) -> str:
    proven = sign_in(town.access, "sato", PASSWORD, HERE)
    assert proven.needed == "code"
    return proven.token


def test_it_is_off_at_first_and_a_persons_own_to_set_up(town: Town) -> None:
    access = town.access
    assert roles_with_second_factor(access) == frozenset()
    offered = offer_secret(access, "sato", "ja")
    assert offered.uri.startswith("otpauth://totp/")
    assert f"secret={offered.secret}" in offered.uri
    assert sign_in(access, "sato", PASSWORD, HERE).needed == "nothing"  # only offered
    assert not accept_secret(access, "sato", "000000")
    assert not accept_secret(access, "honda", code(town, offered.secret))
    assert accept_secret(access, "sato", code(town, offered.secret))
    assert sign_in(access, "sato", PASSWORD, HERE).needed == "code"
    with pytest.raises(Refused, match="すでに登録されています"):
        offer_secret(access, "sato", "ja")


def test_a_password_and_its_code_come_in(town: Town, secret: str) -> None:
    proven = enter_code(town.access, waiting(town), f" {code(town, secret)} ", HERE)
    begun = begin_session(town.access, proven.account, KnownBy.ACCOUNT)
    assert session_of(town.access, begun.token)


def test_a_code_is_good_once_and_none_before_it(town: Town, secret: str) -> None:
    first, second = waiting(town), waiting(town)
    enter_code(town.access, first, code(town, secret), HERE)
    for apart in (0, -1):
        with pytest.raises(SignInRefused, match="確認コード"):
            enter_code(town.access, second, code(town, secret, apart), HERE)
    town.clock.move(seconds=30)
    assert enter_code(town.access, second, code(town, secret), HERE)


@pytest.mark.parametrize("apart", [-3, -2, 2])
def test_a_code_of_another_time_is_wrong(town: Town, secret: str, apart: int) -> None:
    town.clock.move(minutes=5)
    with pytest.raises(SignInRefused):
        enter_code(town.access, waiting(town), code(town, secret, apart), HERE)


@pytest.mark.parametrize("written", ["", "abc", "12345", "１２３４５"])
def test_what_is_no_code_is_wrong(town: Town, secret: str, written: str) -> None:
    with pytest.raises(SignInRefused):
        enter_code(town.access, waiting(town), written, HERE)


def test_who_guesses_codes_waits_and_a_new_password_is_no_way_around(
    town: Town, secret: str
) -> None:
    for _ in range(5):
        with pytest.raises(SignInRefused):
            enter_code(town.access, waiting(town), "000000", HERE)
    with pytest.raises(Slowed):
        enter_code(town.access, waiting(town), code(town, secret), HERE)
    town.clock.move(seconds=30)
    assert enter_code(town.access, waiting(town), code(town, secret), HERE)


def test_what_stands_between_password_and_code_is_used_once_and_soon(
    town: Town, secret: str
) -> None:
    token = waiting(town)
    enter_code(town.access, token, code(town, secret), HERE)
    town.clock.move(seconds=30)
    late = waiting(town)
    for used in (token, "guess", ""):
        with pytest.raises(LinkRefused):
            enter_code(town.access, used, code(town, secret), HERE)
    town.clock.move(minutes=10)
    with pytest.raises(LinkRefused):
        enter_code(town.access, late, code(town, secret), HERE)
    ended = waiting(town)
    disable_account(town.access, "sato", actor=AT_SERVER)
    with pytest.raises(LinkRefused):
        enter_code(town.access, ended, code(town, secret), HERE)


def test_where_a_role_needs_one_it_is_set_up_at_sign_in(town: Town) -> None:
    access = town.access
    require_second_factor(access, [ActorRole.SECTION], actor=AT_SERVER)
    assert sign_in(access, "honda", PASSWORD, HERE).needed == "nothing"
    proven = sign_in(access, "sato", PASSWORD, HERE)
    assert proven.needed == "set_up"
    with pytest.raises(SignInRefused):
        enter_code(access, proven.token, "000000", HERE)  # nothing is offered yet
    offered = offer_at_sign_in(access, proven.token, HERE, "ja")
    done = enter_code(access, proven.token, code(town, offered.secret), HERE)
    assert session_of(access, begin_session(access, done.account, KnownBy.ACCOUNT).token)
    require_second_factor(access, [], actor=AT_SERVER)
    assert sign_in(access, "sato", PASSWORD, HERE).needed == "code"


def test_who_lost_the_telephone_gets_it_taken_off_by_an_administrator(
    town: Town, secret: str
) -> None:
    access = town.access
    made = reset_account(access, "sato", actor=AT_SERVER)
    assert set_password(access, made.token, PASSWORD, HERE).needed == "code"
    made = reset_account(access, "sato", actor=AT_SERVER, removes_second_factor=True)
    assert set_password(access, made.token, PASSWORD, HERE).needed == "nothing"
