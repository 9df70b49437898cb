"""Signing in with an account of ours: its password, and the code where it needs one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from yamato_dx.acts.access.accounts import login_name_of, own_names
from yamato_dx.acts.access.limits import LONGEST_NAME
from yamato_dx.acts.access.links import LinkRefused, link_of, make_code_link
from yamato_dx.acts.access.noting import Noted, note, note_own, note_refused
from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.access.passwords import require_password
from yamato_dx.acts.access.second_factor import (
    OfferedSecret,
    accept_secret,
    offer_secret,
    roles_with_second_factor,
    secret_on_offer,
    take_code,
)
from yamato_dx.acts.access.sessions import Begun, SignInRefused, actor_of_session, begin_session
from yamato_dx.acts.access.slowing import attempt, succeed
from yamato_dx.acts.access.tokens import hash_of
from yamato_dx.errors import Refused
from yamato_dx.store.access.accounts import (
    Account,
    account_of,
    write_password,
    write_rehashed,
)
from yamato_dx.store.access.links import LinkKind, revoke_links_of_account, use_link
from yamato_dx.store.access.sessions import Session, end_sessions_of_account
from yamato_dx.store.promise.actor import KnownBy

# What is still asked for: nothing, a code, or that a second factor is set up first.
Needed = Literal["nothing", "code", "set_up"]


@dataclass(frozen=True)
class Proven:
    """A right password. `token`: for the page that asks for the code; «» where nothing is needed
    and a session may begin."""

    account: Account
    needed: Needed
    token: str = ""


def sign_in(access: Access, login_name: str, password: str, address: str | None) -> Proven:
    """An unknown name takes as long as a known one, and is answered alike.

    Raises SignInRefused, Slowed, AccessUnavailable.
    """
    name = login_name_of(login_name)[:LONGEST_NAME]
    counted = attempt(access, "password", name, address)
    account = account_of(access.database, name)
    usable = account if account and account.is_enabled else None
    is_right = access.passwords.is_right(password, usable.password_hash if usable else None)
    if usable is None or not is_right:
        note_refused(access, address)
        # Where unknown names wait, a known one is told the same.
        raise counted.refusal or SignInRefused("access.wrong")
    succeed(access, counted)
    return _passed(access, _rehashed(access, usable, password))


def _rehashed(access: Access, account: Account, password: str) -> Account:
    known = account.password_hash
    if known is None or not access.passwords.is_outdated(known):
        return account
    made = access.passwords.hashed(password)
    with access.database.writing() as writer:
        write_rehashed(writer, account.login_name, known, made)
    return replace(account, password_hash=made)


def _passed(access: Access, account: Account) -> Proven:
    if account.totp_secret:
        return Proven(account, "code", make_code_link(access, account.login_name))
    if account.role in roles_with_second_factor(access):
        return Proven(account, "set_up", make_code_link(access, account.login_name))
    return Proven(account, "nothing")


def offer_at_sign_in(access: Access, token: str, address: str | None, lang: str) -> OfferedSecret:
    """To whoever must set up a second factor. Raises LinkRefused, Slowed, Refused."""
    return offer_secret(access, _waiting(access, token, address).login_name, lang)


def offered_at_sign_in(
    access: Access, token: str, address: str | None, lang: str
) -> OfferedSecret | None:
    """What was offered, once more, to whoever mistyped its code; None where none is on offer.
    Raises as `offer_at_sign_in`."""
    return secret_on_offer(access, _waiting(access, token, address).login_name, lang)


def enter_code(access: Access, token: str, code: str, address: str | None) -> Proven:
    """`token`: of `Proven`. Its code, or the first one of a second factor just set up.

    Raises SignInRefused (a wrong code, or one that was taken before), LinkRefused (too late),
    Slowed, AccessUnavailable.
    """
    account = _waiting(access, token, address)
    counted = attempt(access, "code", account.login_name, address)
    if account.totp_secret:
        is_right = take_code(access, account, code)
    else:
        is_right = accept_secret(access, account.login_name, code)
    if not is_right:
        note_refused(access, address)
        raise SignInRefused("access.code.wrong")
    now = access.now()
    with access.database.writing() as writer:
        if not use_link(writer, hash_of(token), now):
            raise LinkRefused("access.link.gone")
        proven = account_of(writer, account.login_name)
    succeed(access, counted)
    assert proven, "no account is ever removed"
    return Proven(proven, "nothing")


def _waiting(access: Access, token: str, address: str | None) -> Account:
    link = link_of(access, LinkKind.CODE, token, address)
    return _account_of(access, link.login_name)


def _account_of(access: Access, login_name: str | None) -> Account:
    account = account_of(access.database, login_name or "")
    if account is None or not account.is_enabled:
        raise LinkRefused("access.link.gone")
    return account


def account_of_link(access: Access, token: str, address: str | None) -> Account:
    """Whose password a link is for; it is not used by this. Raises LinkRefused, Slowed."""
    link = link_of(access, LinkKind.PASSWORD, token, address)
    return _account_of(access, link.login_name)


def set_password(access: Access, token: str, password: str, address: str | None) -> Proven:
    """By a link, once. A password that is refused leaves the link good.

    Raises LinkRefused, PasswordRefused, Slowed, AccessUnavailable.
    """
    account = account_of_link(access, token, address)
    _require(access, account, password)
    made = access.passwords.hashed(password)
    now = access.now()
    with access.changing() as writer:
        if not use_link(writer, hash_of(token), now):
            raise LinkRefused("access.link.gone")
        write_password(writer, account.login_name, made, now)
        revoke_links_of_account(writer, account.login_name, now)
        end_sessions_of_account(writer, account.login_name, now)
    note_own(access, Noted.PASSWORD_SET, account, KnownBy.LINK, address=address)
    return _passed(access, replace(account, password_hash=made))


def change_password(access: Access, session: Session, known: str, password: str) -> Begun:
    """Of whoever is signed in, who goes on in a new session; all others of the account end.

    Raises SignInRefused where `known` is wrong, PasswordRefused, Slowed, AccessUnavailable.
    """
    account = _known_again(access, session, known)
    name = account.login_name
    _require(access, account, password)
    made = access.passwords.hashed(password)
    now = access.now()
    with access.changing() as writer:
        current = account_of(writer, name)  # it may have been reset or disabled meanwhile
        if not current or not current.is_enabled or current.password_hash != account.password_hash:
            raise SignInRefused("access.password.wrong")
        write_password(writer, name, made, now)
        revoke_links_of_account(writer, name, now)
        end_sessions_of_account(writer, name, now)
    note(access, Noted.PASSWORD_SET, actor_of_session(session))
    changed = replace(account, password_hash=made)
    return begin_session(access, changed, session.signed_in.known_by, session.machine)


def _known_again(access: Access, session: Session, known: str) -> Account:
    """That who sits there is whose session it is. Raises SignInRefused, Slowed."""
    if session.link_id is not None:
        raise Refused("access.link.no_password")
    name, address = session.signed_in.login_name, session.machine.address
    counted = attempt(access, "password", name, address)
    account = account_of(access.database, name)
    if account is None or not access.passwords.is_right(known, account.password_hash):
        note_refused(access, address)
        raise SignInRefused("access.password.wrong")
    succeed(access, counted)
    return account


def offer_second_factor(
    access: Access, session: Session, known: str, lang: str
) -> tuple[str, OfferedSecret]:
    """To whoever is signed in and knows the present password: an open page left alone must lock
    nobody out. The token is for the page that asks for the first code.

    Raises SignInRefused where `known` is wrong, Slowed, Refused where one is in force.
    """
    account = _known_again(access, session, known)
    offered = offer_secret(access, account.login_name, lang)
    return make_code_link(access, account.login_name), offered


def set_second_factor(access: Access, session: Session, token: str, code: str) -> None:
    """`token`: of `offer_second_factor`. Raises SignInRefused (a wrong code), LinkRefused (too
    late, or another's), AccessUnavailable."""
    account = _waiting(access, token, session.machine.address)
    if account.login_name != session.signed_in.login_name:
        raise LinkRefused("access.link.gone")
    if not accept_secret(access, account.login_name, code):
        raise SignInRefused("access.code.wrong")
    with access.database.writing() as writer:
        use_link(writer, hash_of(token), access.now())


def _require(access: Access, account: Account, password: str) -> None:
    names = own_names(account.login_name, account.display_name)
    require_password(password, (*names, *access.own_names))
