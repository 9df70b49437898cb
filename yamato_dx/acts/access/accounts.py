"""Accounts: added, changed, disabled, given a new password's link, by whoever may."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from yamato_dx.acts.access.limits import LONGEST_NAME, UNUSED
from yamato_dx.acts.access.links import MadeLink, write_password_link
from yamato_dx.acts.access.noting import Noted, note, require_right
from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.access.passwords import require_password
from yamato_dx.acts.permissions import Act, may
from yamato_dx.errors import Refused
from yamato_dx.store.access.accounts import (
    Account as Account,
)
from yamato_dx.store.access.accounts import (
    Person as Person,
)
from yamato_dx.store.access.accounts import (
    account_count,
    account_of,
    administrators_beside,
    all_accounts,
    remove_totp,
    write_account,
    write_disabled,
    write_password,
    write_person,
)
from yamato_dx.store.access.database import AccessReader, AccessWriter
from yamato_dx.store.access.links import revoke_links_of_account
from yamato_dx.store.access.sessions import end_sessions_of_account
from yamato_dx.store.promise.actor import Actor, ActorRole

# Of people who sign in; the other roles are how a process or a network is known.
ROLES: Final = (
    ActorRole.READER,
    ActorRole.SECTION,
    ActorRole.OFFICE,
    ActorRole.ADMINISTRATOR,
)
# Whose password 事務局 may give anew: nobody who may do more than it does.
OF_OFFICE: Final = frozenset({ActorRole.READER, ActorRole.SECTION})
# Beside letters and digits: as mail addresses and Windows names have them.
NAME_SIGNS: Final = frozenset("._-@\\")


@dataclass(frozen=True)
class AccountLine:
    """`is_unused`: nobody signed in with it for a year."""

    account: Account
    is_unused: bool


def login_name_of(written: str) -> str:
    """As it is kept: however it is typed, it is the same. A NUL, which not every database takes, is
    in no name."""
    plain = written.replace("\0", "\ufffd")
    return unicodedata.normalize("NFKC", plain).strip().casefold()


def add_account(
    access: Access,
    login_name: str,
    person: Person,
    *,
    actor: Actor,
    password: str | None = None,
) -> MadeLink | None:
    """The link for its first password; None where one is given.

    Raises NotPermitted, Refused (a name that is taken or cannot be, a section's account without
    sections, a first account that is no administrator's), PasswordRefused, AccessUnavailable.
    """
    require_right(access, actor, Act.MANAGE_ACCOUNTS)
    name = login_name_of(login_name)
    _require_name(name)
    _require_person(person)
    password_hash = None
    if password is not None:
        require_password(password, (*own_names(name, person.display_name), *access.own_names))
        password_hash = access.passwords.hashed(password)
    now = access.now()
    with access.changing() as writer:
        if account_of(writer, name):
            raise Refused("access.account.taken", name=name)
        if person.role is not ActorRole.ADMINISTRATOR and not account_count(writer):
            raise Refused("access.account.first")
        write_account(writer, name, person, now)
        made = None
        if password_hash is None:
            made = write_password_link(writer, name, actor.name, now)
        else:
            write_password(writer, name, password_hash, now)
    note(access, Noted.ADDED, actor, name, **_noted(person))
    return made


def change_account(access: Access, login_name: str, person: Person, *, actor: Actor) -> Account:
    """Another role ends its sessions, and one that may more its links; another section or name acts
    in them at once.

    Raises NotPermitted, Refused (unknown, the last administrator, as `add_account`),
    AccessUnavailable.
    """
    require_right(access, actor, Act.MANAGE_ACCOUNTS)
    _require_person(person)
    now = access.now()
    with access.changing() as writer:
        account = _known(writer, login_name)
        if person.role is not account.role:
            _require_another_administrator(writer, account)
            end_sessions_of_account(writer, account.login_name, now)
            if person.role not in OF_OFFICE:  # whoever handed one out may do less than it would
                revoke_links_of_account(writer, account.login_name, now)
        write_person(writer, account.login_name, person, now)
        changed = _known(writer, account.login_name)
    note(access, Noted.CHANGED, actor, changed.login_name, **_noted(person))
    return changed


def disable_account(access: Access, login_name: str, *, actor: Actor) -> None:
    """Nobody signs in with it, its sessions and links end. Raises as `change_account`."""
    require_right(access, actor, Act.MANAGE_ACCOUNTS)
    now = access.now()
    with access.changing() as writer:
        account = _known(writer, login_name)
        _require_another_administrator(writer, account)
        write_disabled(writer, account.login_name, now, is_disabled=True)
        end_sessions_of_account(writer, account.login_name, now)
        revoke_links_of_account(writer, account.login_name, now)
    note(access, Noted.DISABLED, actor, account.login_name)


def enable_account(access: Access, login_name: str, *, actor: Actor) -> None:
    """With the password that it had. Raises NotPermitted, Refused, AccessUnavailable."""
    require_right(access, actor, Act.MANAGE_ACCOUNTS)
    with access.changing() as writer:
        account = _known(writer, login_name)
        write_disabled(writer, account.login_name, access.now(), is_disabled=False)
    note(access, Noted.ENABLED, actor, account.login_name)


def reset_account(
    access: Access, login_name: str, *, actor: Actor, removes_second_factor: bool = False
) -> MadeLink:
    """A link for a new password; the old one, its sessions and earlier links end at once.

    事務局 may do it for accounts that may do less than it. Raises NotPermitted, Refused,
    AccessUnavailable.
    """
    require_right(access, actor, Act.GIVE_LINK)
    with access.changing() as writer:
        account = _known(writer, login_name)
        is_lesser = account.role in OF_OFFICE and not removes_second_factor
        act = Act.GIVE_LINK if is_lesser else Act.MANAGE_ACCOUNTS
        made = None
        if may(actor, act):
            made = _reset(writer, account, actor.name, access.now())
            if removes_second_factor:
                remove_totp(writer, account.login_name, access.now())
    if made is None:  # it comes into the trail once the transaction is over
        require_right(access, actor, act)
    assert made is not None, "whoever may not is refused"
    note(access, Noted.RESET, actor, account.login_name)
    if removes_second_factor:
        note(access, Noted.FACTOR_REMOVED, actor, account.login_name)
    return made


def _reset(writer: AccessWriter, account: Account, made_by: str, now: datetime) -> MadeLink:
    if not account.is_enabled:
        raise Refused("access.account.disabled", name=account.login_name)
    write_password(writer, account.login_name, None, now)
    end_sessions_of_account(writer, account.login_name, now)
    return write_password_link(writer, account.login_name, made_by, now)


def accounts_of(access: Access, *, actor: Actor) -> list[AccountLine]:
    """By login name, disabled ones among them. Raises NotPermitted, AccessUnavailable."""
    require_right(access, actor, Act.GIVE_LINK)
    now = access.now()
    accounts = all_accounts(access.database)
    return [AccountLine(account, _is_unused(account, now)) for account in accounts]


def unused_count(access: Access) -> int:
    """How many that are enabled nobody signed in with for a year. Raises AccessUnavailable."""
    now = access.now()
    accounts = all_accounts(access.database)
    return sum(account.is_enabled and _is_unused(account, now) for account in accounts)


def _is_unused(account: Account, now: datetime) -> bool:
    return (account.signed_in_at or account.created_at) < now - UNUSED


def account_proven(access: Access, login_name: str) -> Account | None:
    """Of a name that somebody else has proven (a proxy, a sign-in provider); None where it has no
    account, or a disabled one. What would be another name with its letters in their usual form is
    not taken for it: who chooses names there must not become somebody here. Raises
    AccessUnavailable."""
    if unicodedata.normalize("NFKC", login_name) != login_name or not login_name.isprintable():
        return None
    account = account_of(access.database, login_name_of(login_name))
    return account if account and account.is_enabled else None


def own_names(login_name: str, display_name: str) -> tuple[str, ...]:
    """Of a person, which make a poor password."""
    return login_name, display_name, login_name.partition("@")[0], login_name.rpartition("\\")[2]


def _known(reader: AccessReader, login_name: str) -> Account:
    name = login_name_of(login_name)
    account = account_of(reader, name)
    if account is None:
        raise Refused("access.account.unknown", name=name)
    return account


def _noted(person: Person) -> dict[str, object]:
    return {
        "name": person.display_name,
        "role": person.role.value,
        "sections": list(person.sections),
    }


def _require_name(name: str) -> None:
    is_written = all(sign.isalnum() or sign in NAME_SIGNS for sign in name)
    if not name or not is_written or len(name) > LONGEST_NAME:
        raise Refused("access.account.name", longest=LONGEST_NAME)


def _require_person(person: Person) -> None:
    assert person.role in ROLES, "an account is of a role of people"
    if not person.display_name.strip() or len(person.display_name) > LONGEST_NAME:
        raise Refused("access.account.display_name", longest=LONGEST_NAME)
    if (person.role is ActorRole.SECTION) != bool(person.sections):
        raise Refused("access.account.sections")


def _require_another_administrator(reader: AccessReader, account: Account) -> None:
    is_administrator = account.role is ActorRole.ADMINISTRATOR and account.is_enabled
    if is_administrator and not administrators_beside(reader, account.login_name):
        raise Refused("access.account.last", name=account.login_name)
